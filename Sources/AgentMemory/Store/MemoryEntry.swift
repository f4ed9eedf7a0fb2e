public import AgentJSON
public import AgentSystem

/// One version of one memory, as it is stored.
public struct MemoryEntry: Sendable, Equatable {
  /// The number of the row, and of the document in the index.
  public internal(set) var number = 0
  public var id: String
  /// Whether no later version of the same id exists.
  public var isLatest = true
  public var scope: String
  public var kind = MemoryKind.note
  public var title: String?
  public var text: String
  /// Where it came from: a path, a URL, a conversation; `manual` for what was given by hand.
  public var source: String?
  public var session: String?
  /// Who said it.
  public var actor: String?
  /// The slot that it fills: another one with the same key takes its place.
  public var key: String?
  public var created: Timestamp
  public var updated: Timestamp?
  /// From when on it holds; nil for since it was made.
  public var validFrom: Timestamp?
  /// Until when it held; nil while it does.
  public var validTo: Timestamp?
  public var expires: Timestamp?
  public var isPinned = false
  public var supersedes: String?
  public var supersededBy: String?
  public var deleted: Timestamp?
  public var meta: JSONObject?

  public init(id: String, scope: String, text: String, created: Timestamp) {
    self.id = id
    self.scope = scope
    self.text = text
    self.created = created
  }

  public var begins: Timestamp { validFrom ?? created }

  /// Whether it is given out unless others are asked for.
  public func isLive(at now: Timestamp) -> Bool { validTo == nil && (expires.map { $0 > now } ?? true) }

  /// Whether it held at a moment.
  public func held(at time: Timestamp) -> Bool {
    begins <= time && (validTo.map { $0 > time } ?? true) && (expires.map { $0 > time } ?? true)
  }

  public var state: String {
    if deleted != nil { return "deleted" }
    if supersededBy != nil { return "superseded" }
    return isLatest ? "live" : "edited"
  }
}

/// What sort of thing a memory is; it decides how fast it fades.
public enum MemoryKind: String, Sendable, CaseIterable {
  case note, fact, preference, decision, instruction
  case turnSummary = "turn_summary"

  /// Days in which half of its freshness is gone; nil where it has none to lose.
  public var halfLife: Double? {
    switch self {
    case .preference, .decision, .instruction: nil
    case .fact: 365
    case .note: 90
    case .turnSummary: 30
    }
  }
}

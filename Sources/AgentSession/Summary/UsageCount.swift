public import AgentCore
import AgentJSON
public import AgentSystem

/// Adds up what the records of one log after the other say. A fold; pure.
///
/// What a fork has of the session it was made from is counted there, and what was archived nowhere. A day is one of
/// UTC: that on which a turn began, a request ended, a tool was called.
public struct UsageCount: Sendable {
  /// The sums by day, model or session; all under the empty name where they are not told apart.
  public private(set) var sums: [String: SessionUsage] = [:]
  private let key: UsageKey?
  private let time: Range<Int>

  private var session = ""
  private var model: String?
  /// Before then, events of a fork are of another session.
  private var forked: Timestamp?

  /// - Parameters:
  ///   - since: only what happened from then on, and `until`: before then.
  public init(by key: UsageKey? = nil, since: Timestamp? = nil, until: Timestamp? = nil) {
    self.key = key
    let start = since?.milliseconds ?? Int.min
    time = start..<max(start, until?.milliseconds ?? Int.max)
  }

  /// The records that follow are those of this session, from its first on.
  public mutating func begin(_ session: String) {
    self.session = session
    model = nil
    forked = nil
  }

  /// Adds a whole log.
  public mutating func add(_ session: String, from store: SessionStore) throws(AgentError) {
    var reader = try SessionReader(path: store.path(session))
    begin(session)
    while let record = try reader.next() { add(record) }
  }

  public mutating func add(_ record: LogRecord) {
    guard let type = record.eventType, Self.counted.contains(type) else { return }
    if type == .sessionCreated {
      if let value = record.json(), value["forked_from"]?.string != nil { forked = record.time }
      return
    }
    if type == .threadStarted || type == .sessionArchived {
      model = record.json()?["model"]?.string ?? model
      return
    }
    let moment = record.time ?? Timestamp(milliseconds: 0)
    if let forked, moment < forked { return }
    guard time.contains(moment.milliseconds), let value = record.json() else { return }
    let name = name(moment)
    var sum = sums[name] ?? SessionUsage()
    switch type {
    case .turnStarted: sum.addTurn(of: session, model: model)
    case .turnFailed, .turnCompleted:
      if type == .turnFailed { sum.failed += 1 }
      sum.duration += max(0, value["duration_ms"]?.int ?? 0)
    case .requestCompleted: sum.addRequests(1, value, in: session)
    case .compactionCompleted: sum.addRequests(value["requests"]?.int ?? 0, value, in: session)
    default:
      guard let item = value["item"], let kind = item["type"]?.string, ItemType.calls.contains(kind) else {
        return
      }
      sum.addCall(of: TranscriptEntry.ToolCall(item: item).name, in: session)
    }
    sums[name] = sum
  }

  private static let counted: Set<EventType> = [
    .sessionCreated, .sessionArchived, .threadStarted, .turnStarted, .turnFailed, .turnCompleted,
    .requestCompleted, .compactionCompleted, .itemCompleted,
  ]

  private func name(_ moment: Timestamp) -> String {
    switch key {
    case nil: ""
    case .day: String(moment.description.prefix(10))
    case .model: model ?? ""
    case .session: session
    }
  }
}

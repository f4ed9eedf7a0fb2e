public import AgentCore
import AgentJSON

/// Something that was said or done in a session, as text that people look for.
public struct Passage: Sendable, Equatable {
  public let role: Role
  public let text: String

  /// Who said it, or what it is. The order is part of the format of the search index.
  public enum Role: String, Sendable, CaseIterable {
    /// The name of the session.
    case title
    case user, assistant, reasoning
    /// A call of a tool: its name, its arguments and what came of it.
    case tool
    /// What the command told: notices and failures.
    case notice
  }

  /// The bytes of one passage that are looked at: no tool gives more to a model.
  static let textLimit = 4 << 20

  init(_ role: Role, _ text: String) {
    self.role = role
    var bytes = Array(text.utf8.prefix(Self.textLimit))
    if bytes.count < text.utf8.count, let start = bytes.lastIndex(where: { $0 & 0xc0 != 0x80 }) {
      // No half a character at the end.
      bytes.removeSubrange(start...)
    }
    self.text = String(decoding: Self.withoutEscapes(bytes), as: UTF8.self)
  }

  /// Without the sequences by which terminals are told colours (ECMA-48, CSI): they would be part of words.
  private static func withoutEscapes(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x1b) else { return bytes }
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x1b, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "[") {
        var end = index + 2
        while end < bytes.count, (0x20...0x3f).contains(bytes[end]) { end += 1 }
        if end < bytes.count, (0x40...0x7e).contains(bytes[end]) {
          index = end + 1
          continue
        }
      }
      kept.append(bytes[index])
      index += 1
    }
    return kept
  }
}

/// What a record says, in the order in which it says it.
public struct RecordText: Sendable {
  /// The item that it is, by which a later record may take it back.
  public let item: String?
  public let passages: [Passage]

  /// nil for a record in which nothing is said, as most are.
  public init?(_ record: LogRecord, _ blobs: BlobStore) {
    guard let type = record.eventType, Self.telling.contains(type), let value = record.json() else {
      return nil
    }
    let json = blobs.resolving(value)
    item = json["item"]?["id"]?.string
    passages = Self.passages(type, json, record).filter { !$0.text.utf8.allSatisfy { $0 <= 0x20 } }
    if passages.isEmpty { return nil }
  }

  private static let telling: Set<EventType> = [
    .sessionCreated, .sessionRenamed, .sessionArchived, .turnStarted, .inputQueued, .itemCompleted, .notice,
    .turnFailed, .compactionCompleted,
  ]

  private static func passages(_ type: EventType, _ json: JSON, _ record: LogRecord) -> [Passage] {
    switch type {
    case .sessionCreated, .sessionRenamed, .sessionArchived:
      return [Passage(.title, json["title"]?.string ?? "")]
    case .inputQueued:
      // It stands here once, whether or not a turn has taken it. A request to stop says nothing to the model.
      guard let input = record.event().flatMap(QueuedInput.init), input.interrupt == nil else { return [] }
      return [Passage(.user, json["text"]?.string ?? ItemText.text(ofInput: json["items"]))]
    default: break
    }
    let partial = type == .turnFailed ? json["partial_text"]?.string.map { Passage(.assistant, $0) } : nil
    let told = TranscriptEntry.entries(type, json, record, queued: [:])
      .compactMap { passage(of: $0, isSummary: type == .compactionCompleted) }
    return [partial].compactMap(\.self) + told
  }

  private static func passage(of entry: TranscriptEntry, isSummary: Bool) -> Passage? {
    switch entry {
    case .user(let text): Passage(isSummary ? .assistant : .user, text)
    case .assistant(let text): Passage(.assistant, text)
    case .reasoning(let text): Passage(.reasoning, text)
    case .call(let call): Passage(.tool, "\(call.name) \(call.arguments)\n\(call.output)")
    case .notice(_, let text), .failure(_, let text): Passage(.notice, text)
    case .turn, .marker: nil
    }
  }
}

public import AgentCore
import AgentJSON

/// Reads a log for people: what was said and done, in order, without the attempts that were given up.
public struct Transcript: ~Copyable {
  private var reader: SessionReader
  private let blobs: BlobStore
  private let turn: Int?
  /// Items that were published from a response that broke and was asked for again.
  private let void: Set<String>
  private var queued: [String: QueuedInput] = [:]
  /// The last text of the model: what an interrupted turn had of its answer may be that.
  private var lastAnswer: String?
  private var pending: [TranscriptEntry] = []
  /// Calls that have begun and not ended, in order.
  private var running: [(id: String, entry: TranscriptEntry)] = []
  /// The damaged records that were passed over.
  public private(set) var damagedCount = 0
  /// Events that must have been there.
  public var missingCount: Int { reader.missingCount }
  public var recordCount: Int { reader.recordCount }

  /// - Parameters:
  ///   - turn: only what belongs to that turn.
  ///   - offset: the byte from which on the log is read: one at which a line begins.
  public init(path: String, blobs: BlobStore, turn: Int? = nil, offset: Int = 0) throws(AgentError) {
    let void = try Self.voidItems(path, offset: offset)
    let reader = try SessionReader(path: path, offset: offset)
    self.void = void
    self.reader = reader
    self.blobs = blobs
    self.turn = turn
  }

  /// The next entry, or nil at the end.
  public mutating func next() throws(AgentError) -> TranscriptEntry? {
    while pending.isEmpty {
      guard let record = try reader.next() else {
        // Calls without an end: the process was killed, or they are running now.
        pending = running.map(\.entry)
        running = []
        if pending.isEmpty { return nil }
        break
      }
      add(record)
    }
    return pending.removeFirst()
  }

  private mutating func add(_ record: LogRecord) {
    guard let value = record.json() else {
      damagedCount += 1
      return
    }
    if let turn, record.turn != turn { return }
    guard let type = record.eventType else { return }
    let json = blobs.resolving(value)
    if type == .inputQueued, let input = record.event().flatMap(QueuedInput.init) {
      queued[input.id] = input
    }
    let item = json["item"]
    if let id = item?["id"]?.string {
      if void.contains(id) { return }
      if type == .itemStarted, let item {
        running.append((id, .call(TranscriptEntry.ToolCall(item: item))))
      } else {
        running.removeAll { $0.id == id }
      }
    }
    if type == .turnFailed, let partial = json["partial_text"]?.string, partial != lastAnswer {
      pending = [.assistant(partial)]
    }
    pending += TranscriptEntry.entries(type, json, record, queued: queued)
    pending.removeAll { $0 == .user("") || $0 == .assistant("") || $0 == .reasoning("") }
    for case .assistant(let text) in pending { lastAnswer = text }
  }

  /// The ids of items that readers leave out: of responses that broke and were asked for again.
  public static func voidItems(_ path: String, offset: Int = 0) throws(AgentError) -> Set<String> {
    var reader = try SessionReader(path: path, offset: offset)
    var ids: Set<String> = []
    while let record = try reader.next() {
      // What a failed turn has of a broken response is in its `partial_text`.
      guard record.eventType == .retry || record.eventType == .turnFailed,
        let void = record.json()?["void"]?.array
      else { continue }
      ids.formUnion(void.compactMap(\.string))
    }
    return ids
  }
}

public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

extension SessionStore {
  /// What an import has made, and what it could not take.
  public struct Import: Sendable, Equatable {
    public let id: String
    /// Damaged records of a log, or messages of unknown types.
    public let skipped: Int
  }

  /// Makes a session of a file's contents: one of our logs, or a JSON array of messages as
  /// codex-agent-framework keeps them.
  ///
  /// A log that is sound keeps its bytes, and its id where that is free.
  /// - Parameter name: what the contents came from, for messages.
  /// - Throws: 65 when it is neither.
  public func importing(_ bytes: [UInt8], name: String, title: String? = nil, workingDirectory: String)
    throws(AgentError) -> Import
  {
    switch try ImportSource(bytes, name: name) {
    case .messages(let messages): return try importMessages(messages, title, workingDirectory)
    case .log(let records): return try importLog(records, title, workingDirectory)
    }
  }

  /// - Parameter id: the id to take if it is free; a new one otherwise, or when it is nil.
  func importMessages(
    _ messages: [JSON], _ title: String?, _ directory: String?, preferring id: String? = nil
  ) throws(AgentError) -> Import {
    let seed = SeedImport(messages)
    var lines = Transcription(
      creation: Self.creation(title: title, workingDirectory: directory, forkedFrom: nil),
      time: seed.entries.first?.time)
    for entry in seed.entries { lines.add(entry.event, time: entry.time, turn: entry.turn) }
    let made = try lines.store(in: self, preferring: id, time: lines.lastTime)
    return Import(id: made, skipped: seed.skipped)
  }

  private func importLog(_ records: [LogRecord], _ title: String?, _ directory: String)
    throws(AgentError) -> Import
  {
    let sound = records.filter(\.isSound)
    let opening = sound[0]
    let skipped = records.count - sound.count
    let id = opening.envelope?.session.flatMap { SessionID.isValid($0) ? $0 : nil }
    if skipped == 0, title == nil, let id, Self.isWhole(sound, of: id), !exists(id),
      try writeNew(id, Array(sound.map { $0.bytes + [0x0a] }.joined()), time: sound.last?.time)
    {
      return Import(id: id, skipped: 0)
    }
    let origin = opening.json()
    let creation = Self.creation(
      title: title ?? origin?["title"]?.string, workingDirectory: origin?["cwd"]?.string ?? directory,
      forkedFrom: origin?["forked_from"]?.string)
    var lines = Transcription(creation: creation, time: opening.time)
    for record in sound { lines.add(record) }
    let made = try lines.store(in: self, preferring: id, time: lines.lastTime)
    return Import(id: made, skipped: skipped)
  }

  /// Whether the records are a whole log of the session `id`, without a gap.
  private static func isWhole(_ records: [LogRecord], of id: String) -> Bool {
    guard let first = records.first?.sequence else { return false }
    let opens: Bool =
      switch records[0].eventType {
      case .sessionCreated: first == 1
      case .sessionArchived: true
      default: false
      }
    return opens
      && records.enumerated().allSatisfy {
        $0.element.sequence == first + $0.offset && $0.element.envelope?.session == id
      }
  }
}

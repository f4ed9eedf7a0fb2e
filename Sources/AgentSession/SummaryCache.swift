import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// Summaries that were made before: `cache/sessions.ndjson`, derived and never missed.
///
/// With it a list of sessions costs one stat(2) a session and reads only what was appended since. An entry
/// holds for the file (inode) whose first `consumed` bytes it was made from.
struct SummaryCache {
  struct Entry: Equatable {
    var summary: SessionSummary
    var inode: Int
    /// The bytes of whole lines that are in the summary.
    var consumed: Int
  }

  private let path: String
  private let runtime: RuntimeDirectory
  private var entries: [String: Entry] = [:]
  private var isChanged = false

  init(_ runtime: RuntimeDirectory) {
    self.runtime = runtime
    path = "\(runtime.folder(.cache))/sessions.ndjson"
    guard let bytes = try? Files.readIfPresent(path, limit: 64 << 20) else { return }
    for line in bytes.split(separator: 0x0a) {
      guard EventEncoder.isIntact(line), let value = try? JSON(parsing: line), let entry = Entry(value)
      else { continue }
      entries[entry.summary.id] = entry
    }
  }

  subscript(id: String) -> Entry? {
    get { entries[id] }
    set {
      if entries[id] == newValue { return }
      entries[id] = newValue
      isChanged = true
    }
  }

  /// Drops entries of sessions that are gone and writes the rest if anything changed. A cache that cannot be
  /// written, as on a read-only disk, is only slower.
  mutating func save(keeping ids: [String]) {
    let present = Set(ids)
    for id in entries.keys where !present.contains(id) { self[id] = nil }
    guard isChanged, (try? runtime.prepare(.cache)) != nil else { return }
    var bytes: [UInt8] = []
    for (index, entry) in entries.values.sorted(by: { $0.summary.id < $1.summary.id }).enumerated() {
      bytes += EventEncoder.encode(
        Event(type: "session", payload: entry.payload), at: .sequence(index + 1),
        time: entry.summary.updated ?? Timestamp(milliseconds: 0), session: entry.summary.id, turn: nil)
      bytes.append(0x0a)
    }
    // Not synced: checksums tell what a power cut has left.
    let temporary = "\(path).tmp-\(getpid())"
    do throws(SystemError) {
      let file = try Descriptor(opening: temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
      try IO.writeAll(file.raw, bytes, to: temporary)
      if rename(temporary, path) != 0 { throw SystemError("rename", path) }
    } catch {
      unlink(temporary)
    }
  }
}

extension SummaryCache.Entry {
  fileprivate var payload: JSONObject {
    [
      "inode": .int(inode), "consumed": .int(consumed), "title": JSON(summary.title),
      "cwd": JSON(summary.workingDirectory), "forked_from": JSON(summary.forkedFrom),
      "model": JSON(summary.model), "created": Self.json(summary.created),
      "updated": Self.json(summary.updated), "turns": .int(summary.turns),
      "last": .int(summary.lastSequence), "open": summary.openTurn.map(JSON.int) ?? .null,
      "failed": .bool(summary.lastTurnFailed), "used": Self.json(summary.lastUse),
      "origins": .array(summary.origins.sorted().map(JSON.string)),
      "queued": .array(summary.queued.map(JSON.string)),
      "messages": .int(summary.messages), "context": summary.contextTokens.map(JSON.int) ?? .null,
      "limit": summary.contextLimit.map(JSON.int) ?? .null,
    ]
  }

  fileprivate init?(_ value: JSON) {
    guard let id = value["session"]?.string, let inode = value["inode"]?.int,
      let consumed = value["consumed"]?.int
    else { return nil }
    var summary = SessionSummary(id: id)
    summary.title = value["title"]?.string
    summary.workingDirectory = value["cwd"]?.string
    summary.forkedFrom = value["forked_from"]?.string
    summary.model = value["model"]?.string
    summary.created = Self.time(value["created"])
    summary.updated = Self.time(value["updated"])
    summary.turns = value["turns"]?.int ?? 0
    summary.lastSequence = value["last"]?.int ?? 0
    summary.openTurn = value["open"]?.int
    summary.lastTurnFailed = value["failed"]?.bool ?? false
    summary.lastUse = Self.time(value["used"])
    summary.origins = Set(value["origins"]?.array?.compactMap(\.string) ?? [])
    summary.queued = value["queued"]?.array?.compactMap(\.string) ?? []
    summary.messages = value["messages"]?.int ?? 0
    summary.contextTokens = value["context"]?.int
    summary.contextLimit = value["limit"]?.int
    self.init(summary: summary, inode: inode, consumed: consumed)
  }

  private static func json(_ time: Timestamp?) -> JSON { time.map { .int($0.milliseconds) } ?? .null }
  private static func time(_ value: JSON?) -> Timestamp? {
    value?.int.map { Timestamp(milliseconds: $0) }
  }
}

import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// Summaries that were made before: `cache/sessions.ndjson`, derived and never missed.
///
/// With it a list of sessions costs one stat(2) a session and reads only what was appended since. An entry
/// holds for the file (inode) whose first `consumed` bytes it was made from. Numbers of inodes are given
/// again, to a later generation of the same log too, so a file that has changed is looked at where the entry
/// ends before it is read on from there.
///
/// The first line of the file has the checksum of the rest; every other is one entry, an array without names,
/// since thousands of them are read for each list.
struct SummaryCache {
  struct Entry: Equatable {
    var summary: SessionSummary
    var inode: Int
    /// The bytes of whole lines that are in the summary.
    var consumed = 0
    /// The size and time of change (nanoseconds) of the file when it was read.
    var size = 0
    var modified = 0
    /// The checksum of the last `tailLength` bytes of the last record that is in the summary; that record's
    /// newline is the last of the consumed bytes.
    var tail = 0
    var tailLength = 0

    /// No more bytes of a record are looked at: its own checksum is among them.
    private static let longestTail = 64

    mutating func add(_ record: LogRecord) {
      summary.add(record)
      consumed = record.offset + record.bytes.count + 1
      let end = record.bytes.suffix(Self.longestTail)
      tail = Int(CRC32.checksum(end))
      tailLength = end.count
    }

    /// Whether the file of which this is read on begins with what the summary was made from.
    func isBeginning(of path: String) -> Bool {
      if consumed == 0 { return true }
      guard let file = try? Descriptor(opening: path, O_RDONLY) else { return false }
      let range = (consumed - 1 - tailLength)..<(consumed - 1)
      guard range.lowerBound >= 0, let bytes = try? LogFile.read(file.raw, range, path: path) else {
        return false
      }
      return Int(CRC32.checksum(bytes[...])) == tail
    }
  }

  private let path: String
  private let runtime: RuntimeDirectory
  private var entries: [String: Entry] = [:]
  private var isChanged = false

  init(_ runtime: RuntimeDirectory) {
    self.runtime = runtime
    path = "\(runtime.folder(.cache))/sessions.ndjson"
    guard let bytes = try? Files.readIfPresent(path, limit: 64 << 20),
      let end = bytes.firstIndex(of: 0x0a), Self.header(for: bytes[(end + 1)...]) == bytes[...end]
    else { return }
    var reader = LineReader()
    reader.append(bytes[(end + 1)...])
    entries.reserveCapacity(bytes.count / 256)
    while let line = try? reader.next() {
      guard let value = try? JSON(parsing: line.bytes), let entry = Entry(value) else { continue }
      entries[entry.summary.id] = entry
    }
  }

  private static func header(for rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    Array("{\"v\":3,\"crc\":\(CRC32.checksum(rest))}\n".utf8)[...]
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
    if entries.count > ids.count {
      let present = Set(ids)
      for id in entries.keys where !present.contains(id) { self[id] = nil }
    }
    guard isChanged, (try? runtime.prepare(.cache)) != nil else { return }
    var bytes: [UInt8] = []
    for entry in entries.values {
      entry.fields.write(to: &bytes)
      bytes.append(0x0a)
    }
    // Not synced: checksums tell what a power cut has left.
    let temporary = "\(path).tmp-\(getpid())"
    do throws(SystemError) {
      let file = try Descriptor(opening: temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
      try IO.writeAll(file.raw, Array(Self.header(for: bytes[...])) + bytes, to: temporary)
      if rename(temporary.system, path.system) != 0 { throw SystemError("rename", path) }
    } catch {
      unlink(temporary.system)
    }
  }
}

extension SummaryCache.Entry {
  fileprivate var fields: JSON {
    [
      .string(summary.id), .int(inode), .int(consumed), JSON(summary.title), JSON(summary.workingDirectory),
      JSON(summary.forkedFrom), JSON(summary.model), Self.json(summary.created), Self.json(summary.updated),
      .int(summary.turns), .int(summary.lastSequence), Self.json(summary.openTurn),
      .bool(summary.lastTurnFailed), Self.json(summary.lastUse),
      .array(summary.origins.sorted().map(JSON.string)), .array(summary.queued.map(JSON.string)),
      .int(summary.messages), Self.json(summary.contextTokens), Self.json(summary.contextLimit),
      .int(size), .int(modified), .int(tail), .int(tailLength),
    ]
  }

  fileprivate init?(_ value: JSON) {
    guard case .array(let fields) = value, fields.count == 23, case .string(let id) = fields[0],
      case .int(let inode) = fields[1], case .int(let consumed) = fields[2], case .int(let size) = fields[19],
      case .int(let modified) = fields[20], case .int(let tail) = fields[21],
      case .int(let tailLength) = fields[22]
    else { return nil }
    var summary = SessionSummary(id: id)
    summary.title = fields[3].string
    summary.workingDirectory = fields[4].string
    summary.forkedFrom = fields[5].string
    summary.model = fields[6].string
    summary.created = Self.time(fields[7])
    summary.updated = Self.time(fields[8])
    summary.turns = fields[9].int ?? 0
    summary.lastSequence = fields[10].int ?? 0
    summary.openTurn = fields[11].int
    summary.lastTurnFailed = fields[12].bool ?? false
    summary.lastUse = Self.time(fields[13])
    summary.origins = Set(fields[14].array?.compactMap(\.string) ?? [])
    summary.queued = fields[15].array?.compactMap(\.string) ?? []
    summary.messages = fields[16].int ?? 0
    summary.contextTokens = fields[17].int
    summary.contextLimit = fields[18].int
    self.init(
      summary: summary, inode: inode, consumed: consumed, size: size, modified: modified, tail: tail,
      tailLength: tailLength)
  }

  private static func json(_ number: Int?) -> JSON { number.map(JSON.int) ?? .null }
  private static func json(_ time: Timestamp?) -> JSON { json(time?.milliseconds) }
  private static func time(_ value: JSON) -> Timestamp? { value.int.map { Timestamp(milliseconds: $0) } }
}

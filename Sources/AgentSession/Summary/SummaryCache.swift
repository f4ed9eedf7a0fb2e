import AgentCore
import AgentSystem
import Glibc

/// Summaries that were made before: `cache/sessions.tsv`, derived and never missed.
///
/// With it a list of sessions costs one stat(2) a session and reads only what was appended since its
/// ``LogMark``.
///
/// The first line of the file has the version and the checksum of the rest; every other is one entry, in the order of ids. A
/// list walks along it, and what has not changed is neither read twice nor written anew.
struct SummaryCache {
  struct Entry: Equatable {
    var summary: SessionSummary
    /// What of the file is in the summary.
    var mark: LogMark

    mutating func add(_ record: LogRecord) {
      summary.add(record)
      mark.pass(record)
    }
  }

  private let path: String
  private let runtime: RuntimeDirectory
  /// The file, and where the line of the next entry begins in it.
  private let bytes: [UInt8]
  private var next: Int
  /// The lines of the file that go into the next one, and where new ones are put between them.
  private var kept: [(range: Range<Int>, isNew: Bool)] = []
  private var new: [UInt8] = []
  private var isChanged = false

  init(_ runtime: RuntimeDirectory) {
    self.runtime = runtime
    path = "\(runtime.folder(.cache))/sessions.tsv"
    guard let bytes = try? Files.readIfPresent(path, limit: 64 << 20),
      let end = bytes.firstIndex(of: 0x0a), Self.header(for: bytes[(end + 1)...]) == bytes[...end]
    else {
      bytes = []
      next = 0
      return
    }
    self.bytes = bytes
    next = end + 1
  }

  private static func header(for rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    Array("sessions\t4\t\(CRC32.checksum(rest))\n".utf8)[...]
  }

  /// The entry of a session. Sessions are asked for in the order of their ids; those between are forgotten.
  mutating func entry(_ id: String) -> Entry? {
    while next < bytes.count {
      let end = bytes[next...].firstIndex(of: 0x0a) ?? bytes.count
      let line = next..<end
      switch Self.order(bytes[line], id) {
      case 0:
        next = min(end + 1, bytes.count)
        guard let entry = bytes[line].withUnsafeBufferPointer({ Entry(id, line: $0) }) else {
          isChanged = true
          return nil
        }
        kept.append((line, false))
        return entry
      case ..<0:
        next = min(end + 1, bytes.count)
        isChanged = true
      default: return nil
      }
    }
    return nil
  }

  /// Whether the line's id is before (< 0), after (> 0) or the one that is asked for.
  private static func order(_ line: ArraySlice<UInt8>, _ id: String) -> Int32 {
    var id = id
    return id.withUTF8 { id in
      line.withUnsafeBytes { line in
        let order = memcmp(line.baseAddress!, id.baseAddress!, min(line.count, id.count))
        if order != 0 { return order }
        return line.count > id.count && line[id.count] == 0x09 ? 0 : 1
      }
    }
  }

  /// Puts the entry of the session that was asked for last in the place of what was there.
  mutating func update(_ entry: Entry, from old: Entry?) {
    if entry == old { return }
    if old != nil { kept.removeLast() }
    let start = new.count
    entry.write(to: &new)
    kept.append((start..<new.count, true))
    isChanged = true
  }

  /// Writes the entries of all sessions that were asked for, if anything changed. A cache that cannot be
  /// written, as on a read-only disk, is only slower.
  func save() {
    guard isChanged || next < bytes.count, (try? runtime.prepare(.cache)) != nil else { return }
    var rest: [UInt8] = []
    for (range, isNew) in kept {
      rest += isNew ? new[range] : bytes[range]
      rest.append(0x0a)
    }
    // Not synced: checksums tell what a power cut has left.
    let temporary = "\(path).tmp-\(getpid())"
    do throws(SystemError) {
      let file = try Descriptor(opening: temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
      try IO.writeAll(file.raw, Array(Self.header(for: rest[...])) + rest, to: temporary)
      if rename(temporary.system, path.system) != 0 { throw SystemError("rename", path) }
    } catch {
      unlink(temporary.system)
    }
  }
}

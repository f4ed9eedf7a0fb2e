import AgentCore
import Glibc

/// The directory of a zip file (PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16), read from the end of the
/// file, and its entries by name. Names are only ever looked up, never used as paths.
struct ZipArchive {
  struct Entry: Sendable {
    let name: String
    let method: UInt16
    let isEncrypted: Bool
    /// Bytes in the file.
    let storedSize: Int
    let headerOffset: Int
  }

  let entries: [String: Entry]
  /// Names in the directory's order.
  let names: [String]
  let file: RandomAccessFile

  init(_ fd: Int32, size: Int, limits: Limits) throws(AgentError) {
    file = RandomAccessFile(fd: fd, size: size)
    let end = try Self.findEnd(file)
    guard end.count <= limits.entries else {
      throw AgentError(.tooLarge, "a zip file of \(end.count) entries, more than \(limits.entries)")
    }
    let directory = try file.bytes(at: end.offset, count: end.size)
    var entries: [String: Entry] = [:]
    var names: [String] = []
    var cursor = 0
    while cursor + 46 <= directory.count, directory.uint32(cursor) == 0x0201_4b50 {
      let nameLength = Int(directory.uint16(cursor + 28))
      let next = cursor + 46 + nameLength + Int(directory.uint16(cursor + 30))
      guard next <= directory.count, names.count < limits.entries else { break }
      let name = String(decoding: directory[(cursor + 46)..<(cursor + 46 + nameLength)], as: UTF8.self)
      let entry = Entry(
        name: name, method: directory.uint16(cursor + 10), isEncrypted: directory.uint16(cursor + 8) & 1 != 0,
        storedSize: Int(directory.uint32(cursor + 20)), headerOffset: Int(directory.uint32(cursor + 42)))
      if entries[name] == nil { names.append(name) }
      entries[name] = entry
      cursor = next + Int(directory.uint16(cursor + 32))
    }
    if names.isEmpty, end.count > 0 { throw Self.damaged("its directory cannot be read") }
    self.entries = entries
    self.names = names
  }

  static func damaged(_ reason: String) -> AgentError {
    AgentError(.badData, "damaged zip file: \(reason)")
  }

  /// The end-of-directory record lies in the last 64 KiB, before the comment.
  private static func findEnd(_ file: RandomAccessFile) throws(AgentError) -> (
    count: Int, size: Int, offset: Int
  ) {
    let length = min(file.size, 65_557)
    let tail = try file.bytes(at: file.size - length, count: length)
    var index = tail.count - 22
    while index >= 0 {
      if tail.uint32(index) == 0x0605_4b50 {
        let size = Int(tail.uint32(index + 12))
        let offset = Int(tail.uint32(index + 16))
        if offset + size <= file.size { return (Int(tail.uint16(index + 10)), size, offset) }
      }
      index -= 1
    }
    throw damaged("it has no directory, as if it were cut off")
  }

  /// Opens an entry for reading; nil when there is none of that name.
  func open(_ name: String, _ account: InflationAccount) throws(AgentError) -> ZipEntryStream? {
    guard let entry = entries[name] else { return nil }
    if entry.isEncrypted { throw AgentError(.auth, "'\(name)' in it is encrypted") }
    guard entry.method == 0 || entry.method == 8 else {
      throw Self.damaged("'\(name)' has the unknown compression method \(entry.method)")
    }
    let header = try file.bytes(at: entry.headerOffset, count: 30)
    guard header.uint32(0) == 0x0403_4b50 else { throw Self.damaged("'\(name)' is not where it should be") }
    let start = entry.headerOffset + 30 + Int(header.uint16(26)) + Int(header.uint16(28))
    return ZipEntryStream(file, start: start, entry: entry, account: account)
  }

  /// The whole contents of an entry; nil when there is none of that name.
  func read(_ name: String, _ account: InflationAccount) throws(AgentError) -> [UInt8]? {
    guard let stream = try open(name, account) else { return nil }
    var all: [UInt8] = []
    while true {
      let piece = try stream.next()
      if piece.isEmpty { return all }
      all.append(contentsOf: piece)
    }
  }
}

/// Reads of a regular file at given places, which leave its offset alone.
struct RandomAccessFile: Sendable {
  let fd: Int32
  let size: Int

  /// Exactly `count` bytes.
  func bytes(at offset: Int, count: Int) throws(AgentError) -> [UInt8] {
    guard offset >= 0, count >= 0, offset + count <= size else {
      throw AgentError(.badData, "damaged: it points outside of itself")
    }
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while got < count {
        let read = pread(fd, buffer.baseAddress! + got, count - got, off_t(offset + got))
        if read < 0 && errno == EINTR { continue }
        if read <= 0 { break }
        got += read
      }
      initialized = got
    }
    if got < count { throw AgentError(.io, "it became shorter while it was read") }
    return bytes
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// Little-endian integers at an index.
  func uint16(_ index: Int) -> UInt16 { UInt16(self[index]) | UInt16(self[index + 1]) << 8 }
  func uint32(_ index: Int) -> UInt32 { UInt32(uint16(index)) | UInt32(uint16(index + 2)) << 16 }
}

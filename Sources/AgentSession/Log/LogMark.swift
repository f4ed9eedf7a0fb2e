import AgentCore
import AgentSystem
import Glibc

/// How far a log was read by somebody who goes on there later: what caches and the search index keep of a file.
///
/// It holds for the file (inode) whose first `consumed` bytes were read. Numbers of inodes are given again, to a
/// later generation of the same log too, so a file that has changed is looked at where the mark stands before it is
/// read on from there.
public struct LogMark: Sendable, Equatable {
  public var inode: Int
  /// The bytes of the records that were read, with their newlines.
  public var consumed = 0
  /// The size and time of change (nanoseconds) of the file when it was read.
  public var size = 0
  public var modified = 0
  /// The checksum of the last `tailLength` bytes of the last record that was read; that record's newline is the
  /// last of the consumed bytes.
  public var tail = 0
  public var tailLength = 0

  public init(inode: Int) { self.inode = inode }

  /// A mark at the beginning of a file.
  public init(_ file: LogFileStatus) {
    self.init(inode: file.inode)
    size = file.size
    modified = file.modified
  }

  /// All of it, for caches to write in their own manner, in the order in which ``init(reading:)`` takes it.
  public var numbers: [Int] { [inode, consumed, size, modified, tail, tailLength] }

  /// nil where `next` ends too early.
  public init?(reading next: () -> Int?) {
    guard let inode = next(), let consumed = next(), let size = next(), let modified = next(),
      let tail = next(), let tailLength = next()
    else { return nil }
    self.init(inode: inode)
    self.consumed = consumed
    self.size = size
    self.modified = modified
    self.tail = tail
    self.tailLength = tailLength
  }

  /// No more bytes of a record are looked at: its own checksum is among them.
  private static let longestTail = 64

  /// Moves it behind a record and its newline.
  public mutating func pass(_ record: LogRecord) {
    consumed = record.offset + record.bytes.count + 1
    let end = record.bytes.suffix(Self.longestTail)
    tail = Int(CRC32.checksum(end))
    tailLength = end.count
  }

  /// Whether the file is as it was when the mark was made.
  public func isCurrent(_ file: LogFileStatus) -> Bool {
    inode == file.inode && size == file.size && modified == file.modified && consumed <= file.size + 1
  }

  /// Whether the file begins with what was read, so that it can be read on.
  public func isBeginning(of path: String) -> Bool {
    if consumed == 0 { return true }
    guard let file = try? Descriptor(opening: path, O_RDONLY) else { return false }
    let range = (consumed - 1 - tailLength)..<consumed
    guard range.lowerBound >= 0, let bytes = try? LogFile.read(file.raw, range, path: path),
      bytes.count == range.count, bytes.last == 0x0a || bytes.last == 0x0d
    else {
      return false
    }
    return Int(CRC32.checksum(bytes.dropLast())) == tail
  }
}

/// What stat(2) says of a log.
public struct LogFileStatus: Sendable, Equatable {
  public let inode: Int
  public let size: Int
  /// Nanoseconds since 1970.
  public let modified: Int

  init(_ status: stat) {
    inode = Int(status.st_ino)
    size = Int(status.st_size)
    modified = LogFile.modifiedNanoseconds(status)
  }
}

public import AgentCore
import AgentSystem
import Glibc

/// Reads a log from its beginning, record by record, in memory that does not grow with the log.
///
/// Damage is told as records that are not intact; nothing behind it is lost. Whoever uses the records of a
/// newer format than ours is refused: 78.
public struct SessionReader: ~Copyable {
  private let file: Descriptor
  private let path: String
  private let firstSequence: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var offset = 0
  private var number = 0
  private var ended = false
  private var pending: [LogRecord] = []
  /// Events that must have been there: numbers that no record has and that no damaged record stands for.
  public private(set) var missingCount = 0
  /// Whether the line of the record that was given out last has no newline: it may still be being written.
  public private(set) var isLineOpen = false
  /// Whether no record of the line that was read last is still to come.
  public var isBetweenLines: Bool { pending.isEmpty }
  /// Records that were given out, damaged ones too.
  public private(set) var recordCount = 0
  private var lastSequence = 0
  private var damagedSince = 0

  private static let chunk = 1 << 18
  /// A line that goes on for longer than this without a newline is cut: it is damage.
  private static let longestLine = 4 << 20

  /// - Parameters:
  ///   - path: the log.
  ///   - from: events with a lower sequence number are passed over. Of an archived log the event
  ///     `session.archived` comes first then, since its number is that of the last one it replaces.
  public init(path: String, from firstSequence: Int = 1) throws(AgentError) {
    file = try LogFile.open(path)
    self.path = path
    self.firstSequence = firstSequence
  }

  /// Reads on from a byte at which a line begins; line numbers count from there.
  public init(path: String, offset: Int) throws(AgentError) {
    try self.init(path: path)
    let raw = file.raw
    lseek(raw, off_t(offset), SEEK_SET)
    self.offset = offset
  }

  /// What fstat(2) says of the file that is being read, whatever its path names by now.
  public func status() throws(AgentError) -> LogFileStatus {
    let (raw, path) = (file.raw, path)
    return LogFileStatus(try system { () throws(SystemError) in try LogFile.status(raw, path: path) })
  }

  /// The next record, or nil at the end of the file.
  public mutating func next() throws(AgentError) -> LogRecord? {
    while true {
      while !pending.isEmpty {
        let record = pending.removeFirst()
        if try isWanted(record) {
          count(record)
          return record
        }
      }
      guard let line = try nextLine() else { return nil }
      let lineOffset = offset
      offset += line.count + 1
      number += 1
      pending = LogRecord.records(in: buffer, line, number: number, offset: lineOffset)
    }
  }

  private func isWanted(_ record: LogRecord) throws(AgentError) -> Bool {
    try record.checkVersion(path)
    return (record.sequence ?? Int.max) >= firstSequence
  }

  private mutating func count(_ record: LogRecord) {
    recordCount += 1
    guard let sequence = record.sequence else {
      damagedSince += 1
      return
    }
    if sequence > lastSequence + 1, firstSequence == 1, record.eventType != .sessionArchived {
      missingCount += max(0, sequence - lastSequence - 1 - damagedSince)
    }
    lastSequence = max(lastSequence, sequence)
    damagedSince = 0
  }

  /// Where the next line stands in the buffer.
  private mutating func nextLine() throws(AgentError) -> Range<Int>? {
    var searched = start
    while true {
      if let newline = Self.firstNewline(in: buffer, from: searched) {
        defer { start = newline + 1 }
        return start..<newline
      }
      searched = buffer.count
      if ended || buffer.count - start > Self.longestLine {
        if start == buffer.count { return nil }
        isLineOpen = ended
        defer { start = buffer.count }
        return start..<buffer.count
      }
      if start > 0 {
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
      }
      let raw = file.raw
      let path = path
      let more = try system { () throws(SystemError) in try IO.read(raw, upTo: Self.chunk, of: path) }
      if more.isEmpty { ended = true } else { buffer.append(contentsOf: more) }
    }
  }

  private static func firstNewline(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard start < buffer.count, let found = memchr(buffer.baseAddress! + start, 0x0a, buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - buffer.baseAddress!
    }
  }
}

extension LogRecord {
  /// The records in one line of a file; none in an empty line.
  static func records(in buffer: [UInt8], _ line: Range<Int>, number: Int?, offset: Int) -> [LogRecord] {
    let pieces = buffer.withUnsafeBytes { LogLine.pieces(of: UnsafeRawBufferPointer(rebasing: $0[line])) }
    return pieces.map { piece in
      let range = line.lowerBound + piece.range.lowerBound..<line.lowerBound + piece.range.upperBound
      return LogRecord(
        bytes: Array(buffer[range]), number: number, offset: offset + piece.range.lowerBound,
        envelope: piece.envelope)
    }
  }

  /// Throws 78 for a record of a newer format.
  func checkVersion(_ path: String) throws(AgentError) {
    if let envelope, envelope.isNewer { throw .newerFormat(envelope.version, path) }
  }
}

import AgentCore
import AgentJSON
import AgentSystem

/// What stands at the end of a log: the last sound record, and what has to go before the next may be
/// written.
struct LogTail: Equatable {
  /// How much of the file is kept, in bytes.
  var soundLength: Int
  /// Whether the last record lacks only its newline.
  var needsNewline: Bool
  /// The last sound record; nil in a file without any.
  var last: LogEnvelope?
  /// The bytes behind ``soundLength``: torn, NUL or junk.
  var droppedLength: Int
  /// Whether the file has whole lines but none that is sound: it is not a log, or damaged all over.
  var isUnreadable: Bool
  /// The highest format among the lines that were looked at: an older program may have written behind a
  /// newer one.
  var newestVersion = EventEncoder.version

  /// Bytes read at first; more only where no sound record is in them.
  private static let firstWindow = 16 << 10

  /// Looks at the file of `size` bytes from its end.
  static func read(_ fd: Int32, size: Int, path: String) throws(SystemError) -> LogTail {
    var window = firstWindow
    while true {
      let start = max(0, size - window)
      let bytes = try LogFile.read(fd, start..<size, path: path)
      if var tail = examine(bytes, at: start) {
        tail.newestVersion = newestVersion(bytes, at: start)
        return tail
      }
      window *= 8
    }
  }

  /// The record that a piece of a line is: its checksum is right, and it is JSON with a number. What is newer
  /// than we are is one in any case, and is refused.
  private static func record(_ piece: LogLine.Piece, in line: UnsafeRawBufferPointer)
    -> (piece: LogLine.Piece, envelope: LogEnvelope)?
  {
    guard let envelope = piece.envelope else { return nil }
    return envelope.isNewer || (try? JSON(parsing: Array(line[piece.range]))) != nil ? (piece, envelope) : nil
  }

  private static func newestVersion(_ bytes: [UInt8], at start: Int) -> Int {
    var lines = bytes.split(separator: 0x0a)
    // The first one began before these bytes.
    if start > 0 { lines = Array(lines.dropFirst()) }
    var newest = EventEncoder.version
    for line in lines where !line.withUnsafeBytes(LogEnvelope.isOfOurVersion) {
      guard EventEncoder.isIntact(line), let envelope = LogEnvelope(line) else { continue }
      newest = max(newest, envelope.version)
    }
    return newest
  }

  /// - Parameters:
  ///   - bytes: the end of the file.
  ///   - start: where they begin in the file.
  /// - Returns: nil when more of the file has to be seen.
  static func examine(_ bytes: [UInt8], at start: Int) -> LogTail? {
    bytes.withUnsafeBytes { buffer in
      var end = buffer.count
      var isTerminated = false
      var sawWholeLine = false
      while end > 0 || start == 0 {
        let newline = LogLine.lastNewline(in: buffer, before: end)
        if newline == nil, start > 0 { return nil }
        let lineStart = newline.map { $0 + 1 } ?? 0
        let line = UnsafeRawBufferPointer(rebasing: buffer[lineStart..<end])
        let pieces = LogLine.pieces(of: line).reversed().lazy
        if let (piece, envelope) = pieces.compactMap({ record($0, in: line) }).first {
          let pieceEnd = lineStart + piece.range.upperBound
          let rest = buffer[pieceEnd..<end]
          let endsLine = isTerminated && rest.allSatisfy { $0 == 0x0d }
          let sound = endsLine ? end + 1 : pieceEnd
          return LogTail(
            soundLength: start + sound, needsNewline: !endsLine,
            last: envelope, droppedLength: buffer.count - sound,
            isUnreadable: false)
        }
        if isTerminated, line.contains(where: { $0 != 0 }) { sawWholeLine = true }
        if lineStart == 0 { break }
        end = lineStart - 1
        isTerminated = true
      }
      if start > 0 { return nil }
      return LogTail(
        soundLength: 0, needsNewline: false, last: nil, droppedLength: buffer.count,
        isUnreadable: sawWholeLine)
    }
  }
}

import AgentCore
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

  /// Bytes read at first; more only where no sound record is in them.
  private static let firstWindow = 16 << 10

  /// Looks at the file of `size` bytes from its end.
  static func read(_ fd: Int32, size: Int, path: String) throws(SystemError) -> LogTail {
    var window = firstWindow
    while true {
      let start = max(0, size - window)
      let bytes = try LogFile.read(fd, start..<size, path: path)
      if let tail = examine(bytes, at: start) { return tail }
      window *= 8
    }
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
        if let piece = LogLine.pieces(of: line).last(where: \.isIntact) {
          let pieceEnd = lineStart + piece.range.upperBound
          let rest = buffer[pieceEnd..<end]
          let endsLine = isTerminated && rest.allSatisfy { $0 == 0x0d }
          let sound = endsLine ? end + 1 : pieceEnd
          return LogTail(
            soundLength: start + sound, needsNewline: !endsLine,
            last: LogEnvelope(Array(line[piece.range])), droppedLength: buffer.count - sound,
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

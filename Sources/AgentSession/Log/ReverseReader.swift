public import AgentCore
import AgentSystem
import Glibc

/// Reads a log from its end: the last turns of a 100 MB log without reading it all.
public struct ReverseReader: ~Copyable {
  private let descriptor: Int32
  private let owned: Descriptor?
  private let path: String
  /// The bytes from `position` in the file that have been read and not yet been given out.
  private var buffer: [UInt8] = []
  private var position: Int
  private var pending: [LogRecord] = []
  /// The envelope of the last sound record.
  private var neighbour: LogEnvelope?

  private static let chunk = 1 << 16

  public init(path: String) throws(AgentError) {
    let file = try LogFile.open(path)
    let raw = file.raw
    let length = try system { () throws(SystemError) in
      Int(try LogFile.status(raw, path: path).st_size)
    }
    self.init(raw, owned: file, length: length, path: path)
  }

  /// Reads what another holds open; `length` is where it ends.
  init(descriptor: Int32, length: Int, path: String) {
    self.init(descriptor, owned: nil, length: length, path: path)
  }

  private init(_ descriptor: Int32, owned: consuming Descriptor?, length: Int, path: String) {
    self.descriptor = descriptor
    self.owned = owned
    self.path = path
    position = length
  }

  /// The record before the last one given out, or nil at the beginning of the file.
  public mutating func next() throws(AgentError) -> LogRecord? {
    while true {
      if let record = pending.popLast() {
        try record.checkVersion(path)
        return record
      }
      guard let line = try previousLine() else { return nil }
      let offset = position + line.lowerBound
      let whole = buffer.withUnsafeBytes { [neighbour] in
        LogLine.whole(UnsafeRawBufferPointer(rebasing: $0[line]), like: neighbour)
      }
      if let whole {
        let range = line.lowerBound..<line.lowerBound + whole.range.upperBound
        pending.append(
          LogRecord(bytes: Array(buffer[range]), number: nil, offset: offset, envelope: whole.envelope))
        neighbour = whole.envelope
      } else {
        pending = LogRecord.records(in: buffer, line, number: nil, offset: offset)
      }
      buffer.removeSubrange(line.lowerBound...)
    }
  }

  /// Where the last line of the buffer stands; it is to be removed with what follows.
  private mutating func previousLine() throws(AgentError) -> Range<Int>? {
    if buffer.isEmpty, position == 0 { return nil }
    if buffer.isEmpty { try readMore() }
    // The newline that ends the line; the last line of the file may have none.
    var end = buffer.count
    if buffer.last == 0x0a { end -= 1 }
    while true {
      let newline = buffer.withUnsafeBytes { LogLine.lastNewline(in: $0, before: end) }
      if let newline { return newline + 1..<end }
      if position == 0 { return 0..<end }
      let before = buffer.count
      try readMore()
      end += buffer.count - before
    }
  }

  /// Puts the chunk before into the front of the buffer; chunks grow, so that a huge line costs no more
  /// than twice its length.
  private mutating func readMore() throws(AgentError) {
    let start = max(0, position - max(Self.chunk, buffer.count))
    let range = start..<position
    let (raw, path) = (descriptor, path)
    let more = try system { () throws(SystemError) in try LogFile.read(raw, range, path: path) }
    buffer = more + buffer
    position = start
  }
}

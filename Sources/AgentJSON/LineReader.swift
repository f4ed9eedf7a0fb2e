#if canImport(Glibc)
  import Glibc
#endif

/// Cuts a stream of bytes, in chunks of any size, into lines.
///
/// A line ends with LF or CR LF; blank lines are counted and passed over; the last line may lack its end.
/// Used for NDJSON, where a line is a record.
public struct LineReader: Sendable {
  /// The longest line that is taken, in bytes, its end not counted.
  public static let defaultLimit = 64 << 20

  public struct Line: Sendable {
    public let bytes: ArraySlice<UInt8>
    /// From 1, blank lines counted.
    public let number: Int
    /// Offset of the first byte of the line from the start of the stream.
    public let offset: Int
  }

  private var buffer: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var consumed = 0
  private var lineNumber = 0
  private let limit: Int

  public init(limit: Int = defaultLimit) { self.limit = limit }

  public mutating func append(_ chunk: some Collection<UInt8>) {
    if start > 1 << 16, start * 2 > buffer.count {
      buffer.removeSubrange(0..<start)
      searched -= start
      start = 0
    }
    buffer.append(contentsOf: chunk)
  }

  /// The next whole line that is not blank, or nil when more bytes are needed.
  public mutating func next() throws(JSONError) -> Line? {
    while true {
      let newline = buffer.withUnsafeBufferPointer { bytes -> Int? in
        guard searched < bytes.count, let base = bytes.baseAddress,
          let found = memchr(base + searched, 0x0a, bytes.count - searched)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
      }
      guard let newline else {
        searched = buffer.count
        try check(buffer.count)
        return nil
      }
      if let line = try take(through: newline, next: newline + 1) { return line }
    }
  }

  /// What is left when the stream has ended: a line whose newline is missing. Whole lines that were not asked
  /// for yet come first, one a call.
  public mutating func finish() throws(JSONError) -> Line? {
    if let line = try next() { return line }
    guard start < buffer.count else { return nil }
    return try take(through: buffer.count, next: buffer.count)
  }

  /// Refuses a line that begins at `start` and has more than `limit` bytes before `end`, a CR not counted.
  private func check(_ end: Int) throws(JSONError) {
    let length = end - start
    if length > limit + 1 || (length == limit + 1 && buffer[end - 1] != 0x0d) {
      throw JSONError(.lineTooLong(limit: limit), at: consumed)
    }
  }

  private mutating func take(through end: Int, next: Int) throws(JSONError) -> Line? {
    try check(end)
    var last = end
    if last > start, buffer[last - 1] == 0x0d { last -= 1 }
    let slice = buffer[start..<last]
    let offset = consumed
    consumed += next - start
    start = next
    searched = next
    lineNumber += 1
    let blank = slice.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    return blank ? nil : Line(bytes: slice, number: lineNumber, offset: offset)
  }
}

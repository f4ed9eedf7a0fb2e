/// How the lines of a text end, and the mark it may begin with: what a change to a file leaves as it is.
enum LineEnds {
  private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  /// Whether more lines end in CR LF than in LF alone.
  static func areCarriageReturns(_ bytes: [UInt8]) -> Bool {
    var pairs = 0
    var single = 0
    var last: UInt8 = 0
    for byte in bytes {
      if byte == 0x0a { if last == 0x0d { pairs += 1 } else { single += 1 } }
      last = byte
    }
    return pairs > single
  }

  /// The text with CR before each LF that has none.
  static func withCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte == 0x0a, result.last != 0x0d { result.append(0x0d) }
      result.append(byte)
    }
    return result
  }

  /// New contents of a file with the byte order mark and, unless the contents have their own, the CR LF of the
  /// earlier ones.
  static func adapt(_ contents: [UInt8], to earlier: [UInt8]) -> [UInt8] {
    var contents = contents
    if !contents.contains(0x0d), areCarriageReturns(earlier) { contents = withCarriageReturns(contents) }
    return keepingMark(contents, of: earlier)
  }

  static func keepingMark(_ contents: [UInt8], of earlier: [UInt8]) -> [UInt8] {
    earlier.starts(with: byteOrderMark) && !contents.starts(with: byteOrderMark)
      ? byteOrderMark + contents : contents
  }
}

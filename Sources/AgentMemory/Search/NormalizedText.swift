import AgentStore

/// What of a text decides whether it is the same as another: everything but white space and the punctuation
/// of sentences. Texts that differ in a letter (also a capital: keys and names are told apart by them), a
/// digit or a sign that belongs to a word or number (`1.5`, `-5`, `C++`) stay apart.
enum NormalizedText {
  /// UTF-8.
  static func of(_ text: String) -> [UInt8] {
    var text = text
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    text.withUTF8 { bytes in
      var pendingSpace = false
      var index = 0
      while index < bytes.count {
        let blank = blankLength(bytes, index)
        if blank > 0 {
          pendingSpace = true
          index += blank
          continue
        }
        let mark = markLength(bytes, index)
        if mark > 0, isLoose(bytes, index + mark) {
          pendingSpace = true
          index += mark
          continue
        }
        if pendingSpace, !result.isEmpty { result.append(0x20) }
        pendingSpace = false
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// Whether what stands there is white space, another mark, or the end.
  private static func isLoose(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index >= bytes.count || blankLength(bytes, index) > 0 || markLength(bytes, index) > 0
  }

  /// Bytes of the white space at a place; 0 where there is none.
  private static func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let byte = bytes[index]
    if byte == 0x20 || (0x09...0x0d).contains(byte) { return 1 }
    if byte < 0x80 { return 0 }
    if byte == 0xc2, index + 1 < bytes.count, bytes[index + 1] == 0xa0 || bytes[index + 1] == 0x85 {
      return 2
    }
    switch triple(bytes, index) {
    case 0xe28080...0xe2808a, 0xe280a8, 0xe280a9, 0xe280af, 0xe38080: return 3
    default: return 0
    }
  }

  private static func markLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    switch bytes[index] {
    case 0x2e, 0x2c, 0x3b, 0x3a, 0x21, 0x3f: return 1
    case ..<0x80: return 0
    default: break
    }
    switch triple(bytes, index) {
    // … 。 ， ！ ？
    case 0xe280a6, 0xe38082, 0xefbc8c, 0xefbc81, 0xefbc9f: return 3
    default: return 0
    }
  }

  private static func triple(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    if index + 2 >= bytes.count { return 0 }
    return Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
  }

  /// 47 bits, which SQLite stores in six bytes. Equal texts have equal hashes; whether those with equal
  /// hashes are equal is looked at.
  static func hash(_ bytes: [UInt8]) -> Int {
    let low = UInt64(bytes.withUnsafeBytes { Checksum.of($0) })
    let high = UInt64(
      bytes.withUnsafeBytes { Checksum.of(UnsafeRawBufferPointer(rebasing: $0.dropFirst(3))) })
    return Int(truncatingIfNeeded: (low | high << 32) & (1 << 47 - 1))
  }
}

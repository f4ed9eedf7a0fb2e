/// JSON Pointer (RFC 6901): names a place in a JSON text by the keys and indices that lead there.
///
/// It goes by bytes, since to Swift a slash with an accent behind it is another character than a slash.
enum JSONPointer {
  /// A member name as a token.
  static func escape(_ key: String) -> String {
    let utf8 = key.utf8
    guard utf8.contains(UInt8(ascii: "~")) || utf8.contains(UInt8(ascii: "/")) else { return key }
    var bytes: [UInt8] = []
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "~"): bytes += "~0".utf8
      case UInt8(ascii: "/"): bytes += "~1".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names that a pointer in a URI fragment (section 6) has, such as `#/$defs/a~1b%20c`; none for `#`, the
  /// whole.
  static func names(inFragment fragment: String) -> [String] {
    let pointer = percentDecoded(fragment.utf8.drop { $0 == UInt8(ascii: "#") })
    guard !pointer.isEmpty else { return [] }
    return pointer[(pointer[0] == UInt8(ascii: "/") ? 1 : 0)...]
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: unescape($0), as: UTF8.self) }
  }

  private static func percentDecoded(_ text: Substring.UTF8View) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap(hexadecimal)
      if byte == UInt8(ascii: "%"), digits.count == 2 {
        bytes.append(digits[0] << 4 | digits[1])
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private static func unescape(_ token: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = token
    while let byte = rest.popFirst() {
      switch (byte, rest.first) {
      case (UInt8(ascii: "~"), UInt8(ascii: "0")):
        bytes.append(UInt8(ascii: "~"))
        rest = rest.dropFirst()
      case (UInt8(ascii: "~"), UInt8(ascii: "1")):
        bytes.append(UInt8(ascii: "/"))
        rest = rest.dropFirst()
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

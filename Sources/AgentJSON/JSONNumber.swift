/// A number as it was spelled in the JSON text, so that `1.10`, `-0` and 40-digit integers survive a
/// round trip; arithmetic values are made on demand.
public struct JSONNumber: Sendable, Hashable {
  public let literal: String

  /// `literal` must be a number by the grammar of RFC 8259 section 6.
  init(unchecked literal: String) { self.literal = literal }

  public var double: Double? { Double(literal) }

  /// The exact integer value (`1.0` and `1e3` count), or nil when there is a fraction or no room. Worked out
  /// on the digits, since a `Double` would round.
  public var int: Int? {
    var digits: [UInt8] = []
    var scale = 0
    var isFraction = false
    var rest = literal.utf8[...]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    while let byte = rest.first, byte | 0x20 != UInt8(ascii: "e") {
      rest.removeFirst()
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        if isFraction { scale -= 1 }
        if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte) }
      }
    }
    if digits.isEmpty { return 0 }
    if !rest.isEmpty {
      guard let exponent = Int(Substring(rest.dropFirst())), exponent.magnitude < 1 << 40 else { return nil }
      scale += exponent
    }
    while scale < 0, digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      scale += 1
    }
    guard scale >= 0, digits.count + scale <= 19 else { return nil }
    digits += repeatElement(UInt8(ascii: "0"), count: scale)
    return Int((literal.utf8.first == UInt8(ascii: "-") ? "-" : "") + String(decoding: digits, as: UTF8.self))
  }
}

import AgentStore

/// Numbers and strings in few bytes, with a checksum behind them: what rows of the index hold.
///
/// Numbers are of variable length, seven bits a byte, the sign in the lowest bit; a string is its length and its
/// bytes.
struct PackedFields {
  private var bytes: [UInt8] = []

  mutating func put(_ number: Int) {
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func put(_ text: String?) {
    put(text?.utf8.count ?? -1)
    bytes.append(contentsOf: (text ?? "").utf8)
  }

  /// What is stored.
  var sealed: [UInt8] {
    var data = bytes
    Checksum.seal(&data)
    return data
  }
}

/// Reads them again.
struct PackedReader {
  private let bytes: UnsafeRawBufferPointer
  private var index = 0

  /// nil where the checksum does not match.
  init?(_ stored: UnsafeRawBufferPointer) {
    guard let data = Checksum.open(stored) else { return nil }
    bytes = data
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func int() -> Int? {
    var value: UInt = 0
    var shift: UInt = 0
    while index < bytes.count, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt(byte & 0x7f) << shift
      if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
      shift += 7
    }
    return nil
  }

  /// nil where there is none; the inner one for null.
  mutating func string() -> String?? {
    guard let count = int(), count <= bytes.count - index else { return nil }
    if count < 0 { return .some(nil) }
    defer { index += count }
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[index..<index + count]), as: UTF8.self)
  }
}

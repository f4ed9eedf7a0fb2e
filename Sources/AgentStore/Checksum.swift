/// Four bytes behind what is stored, so that a flipped bit is found when it is read.
///
/// Every step is a bijection of 64 bits, so one flipped bit always changes the state; folding it to 32 bits
/// misses one in four thousand millions. Reads eight bytes at a time, since all that a search reads is
/// checked.
public enum Checksum {
  public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15 &+ UInt64(bytes.count)
    var index = 0
    while index + 8 <= bytes.count {
      mix(&state, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    mix(&state, rest)
    state ^= state >> 32
    return UInt32(truncatingIfNeeded: state)
  }

  public static func of(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { of(UnsafeRawBufferPointer($0)) }
  }

  public static func of(_ number: Int) -> UInt32 { withUnsafeBytes(of: number.littleEndian) { of($0) } }

  private static func mix(_ state: inout UInt64, _ word: UInt64) {
    state = (state ^ word) &* 0xff51_afd7_ed55_8ccd
    state ^= state >> 29
  }

  /// Puts the checksum behind the bytes.
  /// - Parameter key: of the row that they are put into, so that they are not taken for another's.
  public static func seal(_ bytes: inout [UInt8], key: UInt32 = 0) {
    let sum = bytes.withUnsafeBytes { of($0) } ^ key
    for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: sum >> shift)) }
  }

  /// What was sealed, without the checksum; nil where it does not match.
  public static func open(_ bytes: UnsafeRawBufferPointer, key: UInt32 = 0) -> UnsafeRawBufferPointer? {
    if bytes.count < 4 { return nil }
    let body = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 4)])
    let sum = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
    return UInt32(littleEndian: sum) == of(body) ^ key ? body : nil
  }
}

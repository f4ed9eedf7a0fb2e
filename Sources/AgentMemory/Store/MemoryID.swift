public import AgentSystem

/// Names of memories: 26 letters and digits that sort by time, as a ULID has them (48 bits of milliseconds,
/// 80 random ones, Crockford's alphabet), in small letters.
public enum MemoryID {
  public static let length = 26
  /// The longest id of a caller's own, in bytes.
  public static let limit = 256

  public static func make(at time: Timestamp) -> String {
    var value: [UInt8] = []
    for shift in stride(from: 40, through: 0, by: -8) {
      value.append(UInt8(truncatingIfNeeded: time.milliseconds >> shift))
    }
    value += RandomBytes.make(10)
    var digits: [UInt8] = []
    // 128 bits as 26 digits of five: two bits of zero come first.
    var pending = 0
    var bits = 2
    for byte in value {
      pending = pending << 8 | Int(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        digits.append(alphabet[pending >> bits & 31])
      }
      pending &= 1 << bits - 1
    }
    return String(decoding: digits, as: UTF8.self)
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

public import AgentSystem

/// Names of sessions: `YYYYMMDDTHHMMSS.mmmZ-xxxx`, which sort by time and are unique by exclusive creation.
public enum SessionID {
  /// A new name; `suffix` is four hexadecimal digits, random when not given.
  public static func make(at time: Timestamp, suffix: String = RandomBytes.hex(2)) -> String {
    "\(time.basic)-\(suffix)"
  }

  /// Whether the text has the form of a session id, so that it may be used as a file name.
  public static func isValid(_ text: String) -> Bool {
    let pattern = Array("dddddddd-dddddd-dddZ-xxxx".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count == pattern.count else { return false }
    return zip(bytes, pattern).enumerated().allSatisfy { index, pair in
      let (byte, kind) = pair
      switch (index, kind) {
      case (8, _): return byte == UInt8(ascii: "T")
      case (15, _): return byte == UInt8(ascii: ".")
      case (_, UInt8(ascii: "d")): return (0x30...0x39).contains(byte)
      case (_, UInt8(ascii: "x")): return (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
      default: return byte == kind
      }
    }
  }
}

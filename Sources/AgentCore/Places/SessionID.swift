public import AgentSystem

/// Names of sessions: `YYYYMMDDTHHMMSS.mmmZ-xxxx`, which sort by time and are unique by exclusive creation.
public enum SessionID {
  /// A new name; `suffix` is four hexadecimal digits, random when not given.
  public static func make(at time: Timestamp, suffix: String = RandomBytes.hex(2)) -> String {
    "\(time.basic)-\(suffix)"
  }

  /// Whether the text has the form of a session id, so that it may be used as a file name.
  public static func isValid(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.count == length && isValid($0) }
  }

  /// The id of the session whose log has this file name; nil for the names of other files.
  public static func ofLog(_ name: String) -> String? {
    let suffix: StaticString = ".ndjson"
    var name = name
    return name.withUTF8 { bytes in
      guard bytes.count == length + suffix.utf8CodeUnitCount,
        bytes[length...].elementsEqual(
          UnsafeBufferPointer(start: suffix.utf8Start, count: bytes.count - length))
      else { return nil }
      let id = UnsafeBufferPointer(rebasing: bytes[..<length])
      return isValid(id) ? String(decoding: id, as: UTF8.self) : nil
    }
  }

  private static let length = 25

  /// Whether that many bytes have the form `YYYYMMDDTHHMMSS.mmmZ-xxxx`.
  private static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (index, byte) in bytes.enumerated() {
      let isDigit = (0x30...0x39).contains(byte)
      switch index {
      case 8: if byte != UInt8(ascii: "T") { return false }
      case 15: if byte != UInt8(ascii: ".") { return false }
      case 19: if byte != UInt8(ascii: "Z") { return false }
      case 20: if byte != UInt8(ascii: "-") { return false }
      case 21...: if !isDigit && !(0x61...0x66).contains(byte) { return false }
      default: if !isDigit { return false }
      }
    }
    return true
  }
}

/// Text as one word for a shell.
public enum ShellWord {
  public static func quoted(_ text: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || "/._-:+,@".utf8.contains(byte)
    }
    if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
    var bytes: [UInt8] = [UInt8(ascii: "'")]
    for byte in text.utf8 { bytes += byte == UInt8(ascii: "'") ? Array("'\\''".utf8) : [byte] }
    bytes.append(UInt8(ascii: "'"))
    return String(decoding: bytes, as: UTF8.self)
  }
}

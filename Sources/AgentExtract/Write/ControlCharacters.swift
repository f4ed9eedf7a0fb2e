/// Keeps control characters out of the output: a document must not reach a terminal with escape sequences.
enum ControlCharacters {
  /// The text without C0 controls but tab and newline, without DEL, and without C1 controls.
  static func removed(from text: String) -> String {
    var text = text
    let isClean = text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x20 ? (byte != 0x09 && byte != 0x0a) : byte == 0x7f { return false }
        // C1: U+0080 to U+009F are C2 80 to C2 9F.
        if byte == 0xc2, index + 1 < bytes.count, bytes[index + 1] < 0xa0 { return false }
        index += 1
      }
      return true
    }
    if isClean { return text }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0a: kept.append(scalar)
      case 0..<0x20, 0x7f...0x9f: continue
      default: kept.append(scalar)
      }
    }
    return String(kept)
  }
}

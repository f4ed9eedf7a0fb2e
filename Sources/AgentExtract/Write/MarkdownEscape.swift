/// Escapes what Markdown (CommonMark 0.31) would take for markup, and no more: a model reads the escapes, too.
enum MarkdownEscape {
  /// Text within a line.
  static func inline(_ text: String) -> String {
    guard text.utf8.contains(where: { isSpecial($0) }) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    let scalars = text.unicodeScalars
    var copied = text.startIndex
    // Only the special bytes, which are whole characters, are looked at with their neighbours.
    for index in text.utf8.indices where isSpecial(text.utf8[index]) {
      let next = text.utf8.index(after: index)
      let before = index > text.startIndex ? scalars[scalars.index(before: index)] : " "
      let after = next < text.endIndex ? scalars[next] : " "
      if needsEscape(scalars[index], before, after) {
        result.append(contentsOf: text.utf8[copied..<index])
        result.append(UInt8(ascii: "\\"))
        copied = index
      }
    }
    if result.isEmpty { return text }
    result.append(contentsOf: text.utf8[copied...])
    return String(decoding: result, as: UTF8.self)
  }

  /// The beginning of a paragraph, where more signs are special.
  static func lineStart(_ line: String) -> String {
    guard let first = line.first else { return line }
    if line.utf8.first == UInt8(ascii: ">") { return "\\" + line }
    switch first {
    case "#":
      let rest = line.drop { $0 == "#" }
      return rest.first.map { $0.isWhitespace } ?? true ? "\\" + line : line
    case "-", "+":
      let rest = line.dropFirst()
      let isRule = line.allSatisfy { $0 == first || $0 == " " }
      return rest.first.map { $0 == " " } ?? true || isRule ? "\\" + line : line
    case "=": return line.allSatisfy { $0 == "=" } ? "\\" + line : line
    case "0"..."9":
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      let rest = line.dropFirst(digits.count)
      guard digits.count < 10, let mark = rest.first, mark == "." || mark == ")" else { return line }
      let after = rest.dropFirst().first
      return after == nil || after == " " ? "\(digits)\\\(rest)" : line
    default: return line
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "<"), UInt8(ascii: "\\"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func needsEscape(
    _ scalar: Unicode.Scalar, _ before: Unicode.Scalar, _ after: Unicode.Scalar
  ) -> Bool {
    let isOpen = { (other: Unicode.Scalar) in other.properties.isWhitespace }
    let isWord = { (other: Unicode.Scalar) in other.properties.isAlphabetic || ("0"..."9").contains(other) }
    switch scalar {
    case "*": return !(isOpen(before) && isOpen(after))
    case "_": return !(isWord(before) && isWord(after)) && !(isOpen(before) && isOpen(after))
    case "`": return true
    case "[": return after == "^"
    case "]": return after == "(" || after == ":"
    case "<": return isWord(after) || after == "/" || after == "!" || after == "?"
    case "~": return after == "~" || before == "~"
    case "\\": return after.isASCII && !isWord(after) && !isOpen(after)
    default: return false
    }
  }
}

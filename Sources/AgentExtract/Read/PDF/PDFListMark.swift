/// The mark with which an item of a list begins.
struct PDFListMark: Equatable {
  let isBullet: Bool
  /// Of a numbered item.
  let number: Int
  /// Characters of the mark and the blanks behind it.
  let length: Int

  private static let bullets: Set<Character> = [
    "•", "◦", "▪", "■", "●", "○", "‣", "⁃", "∙", "·", "–", "-", "*", "➢", "✓", "□", "❖", "►", "\u{f0b7}",
    "\u{f0a7}",
  ]

  init?(_ text: String) {
    guard let first = text.first else { return nil }
    if Self.bullets.contains(first) {
      let rest = text.dropFirst()
      guard rest.first?.isWhitespace == true, rest.contains(where: { !$0.isWhitespace }) else { return nil }
      isBullet = true
      number = 0
      length = 1 + rest.prefix(while: \.isWhitespace).count
      return
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count), let value = Int(digits) else { return nil }
    let rest = text.dropFirst(digits.count)
    guard let mark = rest.first, mark == "." || mark == ")", rest.dropFirst().first?.isWhitespace == true
    else {
      return nil
    }
    isBullet = false
    number = value
    length = digits.count + 1 + rest.dropFirst().prefix(while: \.isWhitespace).count
  }
}

/// The number of a list's first item, as documents give it.
enum ListNumber {
  /// Within nine digits, which is what Markdown takes (CommonMark 0.31.2, section 5.2) and what can be counted
  /// on without overflow; nil for what is no number.
  static func parse(_ text: String) -> Int? { Int(text.trimmed).map { min(max($0, 0), 999_999_999) } }
}

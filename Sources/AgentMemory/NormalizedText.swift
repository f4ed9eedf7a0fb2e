import AgentStore

/// What of a text decides whether it is the same as another: everything but white space and the punctuation of
/// sentences. Texts that differ in a letter (also a capital: keys and names are told apart by them), a digit or a sign
/// that belongs to a word or number (`1.5`, `-5`, `C++`) stay apart.
enum NormalizedText {
  static func of(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var pendingSpace = false
    for (index, scalar) in scalars.enumerated() {
      if scalar.properties.isWhitespace || isLoose(scalars, index) {
        pendingSpace = true
        continue
      }
      if pendingSpace, !result.isEmpty { result.append(" ") }
      pendingSpace = false
      result.append(scalar)
    }
    return String(result)
  }

  /// Punctuation that no letter, digit or sign follows.
  private static func isLoose(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    guard marks.contains(scalars[index]) else { return false }
    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
    return next.properties.isWhitespace || marks.contains(next)
  }

  private static let marks: Set<Unicode.Scalar> = [".", ",", ";", ":", "!", "?", "…", "。", "，", "！", "？"]

  /// 47 bits, which SQLite stores in six bytes. Equal texts have equal hashes; whether those with equal hashes are
  /// equal is looked at.
  static func hash(_ text: String) -> Int {
    var reversed = Array(text.utf8)
    reversed.reverse()
    let low = UInt64(Checksum.of(text))
    let high = UInt64(reversed.withUnsafeBytes { Checksum.of($0) })
    return Int(truncatingIfNeeded: (low | high << 32) & (1 << 47 - 1))
  }
}

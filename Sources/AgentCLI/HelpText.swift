/// The text of `--help`, which ArgumentParser folds to the columns it is given, but for the line of its usage.
enum HelpText {
  /// `--help` is the same on every terminal: under 80 columns.
  static let columns = 79

  /// The text with its `USAGE:` line folded between options, the lines that follow indented below the first.
  static func folded(_ text: String, columns: Int) -> String {
    guard let start = text.firstRange(of: "USAGE: ")?.lowerBound else { return text }
    let end = text[start...].firstIndex(of: "\n") ?? text.endIndex
    let line = text[start..<end]
    return line.count > columns ? text[..<start] + fold(line, columns) + text[end...] : text
  }

  private static func fold(_ line: Substring, _ columns: Int) -> String {
    var folded = ""
    var width = 0
    for word in units(line) {
      if width > 0, width + 1 + word.count > columns {
        folded += "\n       " + word
        width = 7 + word.count
      } else {
        folded += (width > 0 ? " " : "") + word
        width += (width > 0 ? 1 : 0) + word.count
      }
    }
    return folded
  }

  /// Words, with what stands in brackets or follows `USAGE:` kept together.
  private static func units(_ line: Substring) -> [String] {
    var units: [String] = []
    var depth = 0
    for word in line.split(separator: " ") {
      if depth > 0 || units == ["USAGE:"] {
        units[units.count - 1] += " " + word
      } else {
        units.append(String(word))
      }
      depth += word.count { $0 == "[" } - word.count { $0 == "]" }
    }
    return units
  }
}

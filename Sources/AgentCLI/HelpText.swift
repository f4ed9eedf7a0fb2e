/// The help that ArgumentParser renders, fitted to a page: it wraps everything but the usage line.
enum HelpText {
  /// `--help` is the same on every terminal: under 80 columns.
  static let width = 79

  /// The text with its usage line broken between options, the rest of it indented.
  static func wrappingUsage(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.count > width && $0.hasPrefix("USAGE: ") ? wrapped($0) : String($0) }
      .joined(separator: "\n")
  }

  private static func wrapped(_ line: Substring) -> String {
    var lines: [String] = []
    for word in words(line) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(lines.isEmpty ? word : "         \(word)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What may not be broken: `[--limit <limit>]`, `--at <time>`, a word.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var depth = 0
    for part in line.split(separator: " ") {
      let isValue = part.hasPrefix("<") && words.last?.hasPrefix("-") == true
      if depth > 0 || isValue { words[words.count - 1] += " \(part)" } else { words.append(String(part)) }
      depth += part.count { $0 == "[" } - part.count { $0 == "]" }
    }
    return words
  }
}

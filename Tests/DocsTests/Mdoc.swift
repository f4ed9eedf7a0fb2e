/// As much of the mdoc(7) language as it takes to find options, tables and literal text in our own pages.
enum Mdoc {
  private static let macros: Set<String> = [
    "Ar", "Cm", "Dq", "Em", "Ev", "Fl", "Ic", "Li", "Nm", "No", "Ns", "Oc", "Oo", "Op", "Pa", "Pc", "Po",
    "Pq",
    "Ql", "Sq", "Sy", "Ta", "Va", "Xc", "Xo", "Xr",
  ]
  private static let punctuation: Set<String> = [",", ".", ":", ";", "|", "(", ")", "[", "]", "?", "!"]

  /// The name of the macro that a line calls (`It`), or nil for text.
  static func macro(of line: Substring) -> Substring? {
    line.hasPrefix(".") ? line.dropFirst().prefix { $0.isLetter } : nil
  }

  /// The arguments of a macro line: words, or what stands between double quotes.
  static func arguments(of line: Substring) -> [String] {
    var words: [String] = []
    var rest = line.drop { $0 != " " }
    while true {
      rest = rest.drop { $0 == " " }
      guard let first = rest.first else { return words }
      let end: Character = first == "\"" ? "\"" : " "
      if first == "\"" { rest.removeFirst() }
      words.append(String(rest.prefix { $0 != end }))
      rest = rest.drop { $0 != end }.dropFirst()
    }
  }

  /// The options that a line's `Fl` macros name, as they are typed: `-s`, `--session`. A bare dash is none.
  static func options(in arguments: [String]) -> [String] {
    var found: [String] = []
    var dashes = ""
    for (index, word) in arguments.enumerated() {
      if word == "Fl" {
        dashes = index > 0 && arguments[index - 1] == "Fl" ? dashes + "-" : "-"
      } else if macros.contains(word) {
        dashes = ""
      } else if !dashes.isEmpty, !punctuation.contains(word) {
        found.append(dashes + plain(word).prefix { $0 != "=" })
      }
    }
    return found
  }

  /// The words that `macro` marks.
  static func marked(_ macro: String, in words: [String]) -> [String] {
    var found: [String] = []
    var isMarked = false
    for word in words {
      if macros.contains(word) {
        isMarked = word == macro
      } else if isMarked, !punctuation.contains(word) {
        found.append(plain(word))
      }
    }
    return found
  }

  /// The words of a heading up to its first option or operand, in the alternatives that commas and bars make:
  /// `Cm next , Cm previous Op Ar id` gives `next` and `previous`.
  static func headingWords(_ arguments: [String]) -> [String] {
    var alternatives: [[String]] = [[]]
    for word in arguments {
      if ["Fl", "Ar", "Op", "Oo", "Xo"].contains(word) { break }
      if word == "," || word == "|" {
        alternatives.append([])
      } else if !macros.contains(word) {
        alternatives[alternatives.count - 1] += word.split(separator: " ").map(String.init)
      }
    }
    return alternatives.map { $0.joined(separator: " ") }
  }

  /// The text of macro arguments, without the macros.
  static func text(of arguments: some Sequence<String>) -> String {
    var text = ""
    var joins = false
    for word in arguments {
      if word == "Ns" { joins = true }
      if macros.contains(word) { continue }
      let closes = punctuation.contains(word) && word != "|"
      text += (text.isEmpty || joins || closes ? "" : " ") + plain(word)
      joins = false
    }
    return text
  }

  /// Text with its escapes resolved.
  static func plain(_ text: some StringProtocol) -> String {
    var result = String(text)
    for (escape, meaning) in [
      ("\\&", ""), ("\\-", "-"), ("\\(aq", "'"), ("\\[aq]", "'"), ("\\(dq", "\""), ("\\[dq]", "\""),
      ("\\(ga", "`"), ("\\(ha", "^"), ("\\(ti", "~"), ("\\[u2026]", "…"), ("\\(bs", "\\"), ("\\e", "\\"),
    ] {
      result = result.split(separator: escape, omittingEmptySubsequences: false).joined(separator: meaning)
    }
    return result
  }
}

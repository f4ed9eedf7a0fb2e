/// Turns the formulas of an answer into Unicode as it streams in: `\(…\)`, `\[…\]`, `$$…$$` and `$…$`.
///
/// Code stays as it is, and so does money: a dollar sign begins a formula only where what follows has its end on the
/// same line and looks like one. Half a formula is never given out: from what may begin one the text waits, until it
/// is whole or cannot be one any more. Pure.
public struct MathFilter: Sendable {
  private enum Place: Equatable {
    case text
    /// Behind so many backticks, in a line of text.
    case code(Int)
    /// In a block behind so many backticks or tildes.
    case fence(Unicode.Scalar, Int)
  }

  private var place = Place.text
  private var pending = String.UnicodeScalarView()
  /// Nothing but what indents a line is before the next scalar.
  private var isLineStart = true
  private var last: Unicode.Scalar?

  /// The longest formula, in scalars: what goes on for longer is given out as it is.
  private static let longest = 4000
  private static let longestInline = 300

  public init() {}

  public mutating func take(_ text: String) -> String {
    pending.append(contentsOf: text.unicodeScalars)
    return drain(isEnd: false)
  }

  /// What is left when the message is whole; the next one begins anew.
  public mutating func finish() -> String {
    defer { self = MathFilter() }
    return drain(isEnd: true)
  }

  private enum Step {
    /// Take so many scalars, and give out this for them.
    case give(String, Int)
    /// More must be known.
    case wait
  }

  private mutating func drain(isEnd: Bool) -> String {
    var out = ""
    var rest = pending[...]
    while let first = rest.first {
      switch step(rest, isEnd: isEnd) {
      case .give(let text, let count):
        out += text
        // A block in a list is indented, one in a quotation has its sign before it.
        isLineStart = count == 1 && (first == "\n" || isLineStart && (first == " " || first == ">"))
        last = rest.prefix(count).last
        rest = rest.dropFirst(count)
        continue
      case .wait: break
      }
      break
    }
    pending = .init(rest)
    return out
  }

  private mutating func step(_ rest: Substring.UnicodeScalarView, isEnd: Bool) -> Step {
    let first = rest.first!
    if first == "`" || first == "~" && isLineStart { return marks(rest, first, isEnd: isEnd) }
    guard place == .text else {
      // A blank line ends code in a line, whose end was forgotten.
      if case .code = place, first == "\n" {
        guard !rest.dropFirst().isEmpty || isEnd else { return .wait }
        if rest.dropFirst().first == "\n" { place = .text }
      }
      return .give(String(first), 1)
    }
    switch first {
    case "\\":
      guard let second = rest.dropFirst().first else { return isEnd ? .give("\\", 1) : .wait }
      switch second {
      case "(": return formula(rest, "\\(", "\\)", Self.longest, isEnd: isEnd)
      case "[": return formula(rest, "\\[", "\\]", Self.longest, isEnd: isEnd)
      case "$": return .give("$", 2)
      default: return .give("\\", 1)
      }
    case "$":
      guard let second = rest.dropFirst().first else { return isEnd ? .give("$", 1) : .wait }
      if second == "$" { return formula(rest, "$$", "$$", Self.longest, isEnd: isEnd) }
      return dollar(rest, isEnd: isEnd)
    default: return .give(String(first), 1)
    }
  }

  private mutating func marks(_ rest: Substring.UnicodeScalarView, _ mark: Unicode.Scalar, isEnd: Bool)
    -> Step
  {
    let marks = rest.prefix { $0 == mark }
    if marks.endIndex == rest.endIndex, !isEnd { return .wait }
    let count = marks.count
    switch place {
    case .text where isLineStart && count >= 3: place = .fence(mark, count)
    case .text where mark == "`": place = .code(count)
    case .code(count) where mark == "`": place = .text
    case .fence(mark, let open) where isLineStart && count >= open: place = .text
    default: break
    }
    return .give(String(String.UnicodeScalarView(marks)), count)
  }

  private func formula(
    _ rest: Substring.UnicodeScalarView, _ open: String, _ close: String, _ limit: Int, isEnd: Bool
  ) -> Step {
    let (begin, end) = (Array(open.unicodeScalars), Array(close.unicodeScalars))
    let body = rest.dropFirst(2)
    var index = body.startIndex
    var count = 0
    var newline = false
    while index < body.endIndex {
      let scalar = body[index]
      let after = body.index(after: index)
      if after == body.endIndex, scalar == "\\" || scalar == end[0] { break }
      if after < body.endIndex, scalar == end[0], body[after] == end[1] {
        return Self.shown(body[..<index], as: rest.prefix(4 + count))
      }
      // A blank line, another beginning, or too much of it: this was no formula.
      if count > limit || scalar == "\n" && newline { return .give(open, 2) }
      newline = scalar == "\n"
      // What a backslash is before belongs to it: `\\[2pt]` begins nothing.
      let isPair = scalar == "\\" && after < body.endIndex
      if isPair, begin[0] == "\\", body[after] == begin[1] { return .give(open, 2) }
      if isPair { newline = body[after] == "\n" }
      index = isPair ? body.index(after: after) : after
      count += isPair ? 2 : 1
    }
    return isEnd ? .give(open, 2) : .wait
  }

  /// A formula in Unicode; one of which nothing is left, as it was written.
  private static func shown(
    _ formula: Substring.UnicodeScalarView, as source: Substring.UnicodeScalarView
  ) -> Step {
    let shown = MathText.unicode(String(String.UnicodeScalarView(formula)))
    return .give(shown.isEmpty ? String(String.UnicodeScalarView(source)) : shown, source.count)
  }

  /// `$…$`: after pandoc, the opening sign has no space behind it, the closing one none before and no digit
  /// behind; what is between looks like a formula; and neither stands in a word, as the names of variables do.
  private func dollar(_ rest: Substring.UnicodeScalarView, isEnd: Bool) -> Step {
    let body = rest.dropFirst()
    guard let second = body.first, !second.properties.isWhitespace, last.map({ !Self.isWord($0) }) ?? true
    else { return .give("$", 1) }
    var text = String.UnicodeScalarView()
    var count = 0
    var index = body.startIndex
    while index < body.endIndex {
      let scalar = body[index]
      let next = body.index(after: index)
      if scalar == "\n" || count > Self.longestInline { return .give("$", 1) }
      if scalar == "$", text.last != "\\" {
        if text.last.map(\.properties.isWhitespace) == true { return .give("$", 1) }
        if next == body.endIndex, !isEnd { return .wait }
        if next < body.endIndex, Self.isWord(body[next]) || body[next] == "{" { return .give("$", 1) }
        if !Self.isFormula(text) { return .give("$", 1) }
        return Self.shown(text[...], as: rest.prefix(count + 2))
      }
      text.append(scalar)
      count += 1
      index = next
    }
    return isEnd ? .give("$", 1) : .wait
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  /// Whether text between dollar signs is a formula: it has signs of one, or is a few letters and numbers without a
  /// space. An amount of money, the name of a variable in a program, and words between two of them are none.
  private static func isFormula(_ text: String.UnicodeScalarView) -> Bool {
    if text.contains("\\") { return true }
    if text.first == "{" || hasWords(text) && ("0"..."9").contains(text.first ?? " ") { return false }
    if text.contains(where: { "^_=+<>{}|".unicodeScalars.contains($0) }) { return !isName(text) }
    let hasLetter = text.contains { $0.properties.isAlphabetic }
    return hasLetter && text.count <= 12 && !text.contains(" ") && !isName(text)
  }

  /// Whether a word of more than one letter stands behind a space.
  private static func hasWords(_ text: String.UnicodeScalarView) -> Bool {
    var length = 0
    var isBehindSpace = false
    for scalar in text {
      length = isBehindSpace && scalar.properties.isAlphabetic ? length + 1 : 0
      if length > 1 { return true }
      isBehindSpace = scalar == " " || length > 0
    }
    return false
  }

  /// `HOME/bin:`: capitals such as variables of the environment have.
  private static func isName(_ text: String.UnicodeScalarView) -> Bool {
    text.prefix { ("A"..."Z").contains($0) || $0 == "_" }.count > 2
  }
}

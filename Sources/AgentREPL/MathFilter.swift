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
    /// In a block behind so many backticks.
    case fence(Int)
  }

  private var place = Place.text
  private var pending = String.UnicodeScalarView()
  private var isLineStart = true

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
        isLineStart = first == "\n" && count == 1
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
    if first == "`" { return backticks(rest, isEnd: isEnd) }
    guard place == .text else {
      // A blank line ends code in a line, whose end was forgotten.
      if case .code = place, first == "\n" {
        guard rest.count > 1 || isEnd else { return .wait }
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

  private mutating func backticks(_ rest: Substring.UnicodeScalarView, isEnd: Bool) -> Step {
    let count = rest.prefix { $0 == "`" }.count
    if count == rest.count, !isEnd { return .wait }
    let run = String(repeating: "`", count: count)
    switch place {
    case .text: place = isLineStart && count >= 3 ? .fence(count) : .code(count)
    case .code(count): place = .text
    case .fence(let open) where isLineStart && count >= open: place = .text
    default: break
    }
    return .give(run, count)
  }

  private func formula(
    _ rest: Substring.UnicodeScalarView, _ open: String, _ close: String, _ limit: Int, isEnd: Bool
  ) -> Step {
    let end = Array(close.unicodeScalars)
    var body = rest.dropFirst(2)
    var text = String.UnicodeScalarView()
    while let scalar = body.first {
      if body.starts(with: end) {
        return .give(MathText.unicode(String(text)), 2 + text.count + end.count)
      }
      // A blank line or too much of it: this was no formula.
      if text.count > limit || (scalar == "\n" && text.last == "\n") { return .give(open, 2) }
      text.append(scalar)
      body.removeFirst()
    }
    return isEnd ? .give(open, 2) : .wait
  }

  /// `$…$`: after pandoc, the opening sign has no space behind it, the closing one none before and no digit
  /// behind; and what is between looks like a formula.
  private func dollar(_ rest: Substring.UnicodeScalarView, isEnd: Bool) -> Step {
    let body = rest.dropFirst()
    guard let second = body.first, !second.properties.isWhitespace else { return .give("$", 1) }
    var text = String.UnicodeScalarView()
    var index = body.startIndex
    while index < body.endIndex {
      let scalar = body[index]
      let next = body.index(after: index)
      if scalar == "\n" || text.count > Self.longestInline { return .give("$", 1) }
      if scalar == "$", text.last != "\\" {
        if text.last.map(\.properties.isWhitespace) == true { return .give("$", 1) }
        if next == body.endIndex, !isEnd { return .wait }
        if next < body.endIndex, ("0"..."9").contains(body[next]) { return .give("$", 1) }
        if !Self.isFormula(text) { return .give("$", 1) }
        return .give(MathText.unicode(String(text)), text.count + 2)
      }
      text.append(scalar)
      index = next
    }
    return isEnd ? .give("$", 1) : .wait
  }

  /// Whether text between dollar signs is a formula: it has signs of one, or is a single letter or number of
  /// letters without a space.
  private static func isFormula(_ text: String.UnicodeScalarView) -> Bool {
    if text.contains(where: { "\\^_=+<>{}|".unicodeScalars.contains($0) }) { return true }
    let hasLetter = text.contains { $0.properties.isAlphabetic }
    return hasLetter && text.count <= 12 && !text.contains(" ")
  }
}

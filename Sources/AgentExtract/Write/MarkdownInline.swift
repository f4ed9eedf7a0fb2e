/// Spells inline markup as Markdown (GitHub's flavour).
enum MarkdownInline {
  enum Place {
    /// A paragraph: a break is two blanks and a newline.
    case paragraph
    /// A heading: one line, no breaks.
    case heading
    /// A table cell: one line, `<br>` for breaks, no bare `|`.
    case cell
  }

  static func text(_ inlines: [Inline], _ place: Place) -> String {
    let spelled = spell(InlineCleaner.trimmed(inlines), place)
    switch place {
    case .paragraph: return escapedLines(spelled)
    case .heading: return spelled
    case .cell: return spelled.escapingPipes
    }
  }

  private static func escapedLines(_ text: String) -> String {
    guard text.utf8.contains(0x0a) else { return MarkdownEscape.lineStart(text) }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { MarkdownEscape.lineStart(String($0)) }.joined(separator: "\n")
  }

  private static func spell(_ inlines: [Inline], _ place: Place) -> String {
    inlines.count == 1 ? spell(inlines[0], place) : inlines.map { spell($0, place) }.joined()
  }

  private static func spell(_ inline: Inline, _ place: Place) -> String {
    switch inline {
    case .text(let text): return MarkdownEscape.inline(oneLine(text))
    case .code(let text): return code(oneLine(text))
    case .emphasis(let inner): return "*\(spell(inner, place))*"
    case .strong(let inner): return "**\(spell(inner, place))**"
    case .strikethrough(let inner): return "~~\(spell(inner, place))~~"
    case .superscript(let inner): return "<sup>\(spell(inner, place))</sup>"
    case .subscript(let inner): return "<sub>\(spell(inner, place))</sub>"
    case .link(let inner, let target): return link(inner, target, place)
    case .image(let alternative, let source):
      return "![\(MarkdownEscape.inline(oneLine(alternative)))](\(address(source)))"
    case .math(let formula): return "$\(oneLine(formula))$"
    case .lineBreak:
      switch place {
      case .paragraph: return "  \n"
      case .heading: return " "
      case .cell: return "<br>"
      }
    case .note(let label): return "[^\(label)]"
    }
  }

  private static func link(_ inner: [Inline], _ target: String, _ place: Place) -> String {
    if target.isEmpty { return spell(inner, place) }
    let text = inner.plainText
    if text == target, target.hasPrefix("http"), !target.contains(where: { $0 == " " || $0 == "<" }) {
      return "<\(target)>"
    }
    return "[\(spell(inner, place))](\(address(target)))"
  }

  /// A link target, in angle brackets where it has blanks or parentheses.
  private static func address(_ target: String) -> String {
    let target = oneLine(target)
    let isPlain = !target.contains { $0 == " " || $0 == "(" || $0 == ")" }
    if isPlain { return target }
    return "<\(target.filter { $0 != "<" && $0 != ">" })>"
  }

  private static func code(_ text: String) -> String {
    let ticks = String(repeating: "`", count: text.longestRun(of: "`") + 1)
    let pad = text.utf8.first == UInt8(ascii: "`") || text.utf8.last == UInt8(ascii: "`") ? " " : ""
    return ticks + pad + text + pad + ticks
  }

  private static func oneLine(_ text: String) -> String {
    text.utf8.contains(0x0a) ? String(text.map { $0.isNewline ? " " : $0 }) : text
  }
}

extension String {
  /// The length of the longest run of a character.
  func longestRun(of character: Unicode.Scalar) -> Int {
    var longest = 0
    var run = 0
    for next in unicodeScalars {
      run = next == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// With each `|` that is not escaped yet escaped.
  fileprivate var escapingPipes: String {
    guard utf8.contains(UInt8(ascii: "|")) else { return self }
    var result = UnicodeScalarView()
    for character in unicodeScalars {
      if character == "|" { result.append("\\") }
      result.append(character)
    }
    return String(result)
  }
}

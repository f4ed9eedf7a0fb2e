import AgentSystem

/// A format that an inline element gives its text.
enum HTMLFormat: Equatable {
  case strong, emphasis, strikethrough, superscript, `subscript`, code
  case link(String)

  init?(_ name: String, _ attributes: HTMLAttributes) {
    switch name {
    case "b", "strong": self = .strong
    case "i", "em", "cite", "dfn", "var": self = .emphasis
    case "s", "strike", "del": self = .strikethrough
    case "sup": self = .superscript
    case "sub": self = .subscript
    case "code", "kbd", "samp", "tt": self = .code
    case "a":
      guard let target = attributes["href"].map({ $0.trimmed }), Self.leadsSomewhere(target) else {
        return nil
      }
      self = .link(target)
    default: return nil
    }
  }

  /// Links within the page and scripts are only text.
  private static func leadsSomewhere(_ target: String) -> Bool {
    if target.isEmpty || target.hasPrefix(bytes: "#") { return false }
    let scheme = target.prefix(12).lowercased()
    return !["javascript:", "data:", "vbscript:"].contains { scheme.hasPrefix(bytes: $0) }
  }

  func wrap(_ inline: Inline) -> Inline {
    switch self {
    case .strong: return .strong([inline])
    case .emphasis: return .emphasis([inline])
    case .strikethrough: return .strikethrough([inline])
    case .superscript: return .superscript([inline])
    case .subscript: return .subscript([inline])
    case .code:
      if case .text(let text) = inline { return .code(text) }
      return inline
    case .link(let target): return .link([inline], target: target)
    }
  }

  /// The language that a class such as `language-swift` names.
  static func language(_ attributes: HTMLAttributes) -> String? {
    guard let classes = attributes["class"] else { return nil }
    let words = classes.split(whereSeparator: \.isWhitespace)
    for word in words {
      for prefix in ["language-", "lang-", "highlight-source-", "brush:"] where word.hasPrefix(prefix) {
        return String(word.dropFirst(prefix.count))
      }
    }
    // pandoc: class="sourceCode swift".
    return words.first == "sourceCode" && words.count == 2 ? String(words[1]) : nil
  }
}

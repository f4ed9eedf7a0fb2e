/// A piece of running text with its markup, as every reader gives it and every writer spells it.
public indirect enum Inline: Sendable, Equatable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  case superscript([Inline])
  case `subscript`([Inline])
  case link([Inline], target: String)
  case image(alternative: String, source: String)
  /// A formula in LaTeX notation.
  case math(String)
  case lineBreak
  /// A reference to the ``Block/note(label:_:)`` of the same label.
  case note(String)
}

extension Array where Element == Inline {
  /// The text without markup, line breaks as spaces.
  public var plainText: String {
    var text = ""
    for inline in self {
      switch inline {
      case .text(let part), .code(let part), .math(let part): text += part
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .superscript(let inner),
        .subscript(let inner), .link(let inner, _):
        text += inner.plainText
      case .image(let alternative, _): text += alternative
      case .lineBreak: text += " "
      case .note: break
      }
    }
    return text
  }

  /// Whether nothing would be seen of it.
  public var isBlank: Bool {
    allSatisfy { inline in
      switch inline {
      case .text(let text), .code(let text), .math(let text): text.allSatisfy(\.isWhitespace)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .superscript(let inner),
        .subscript(let inner), .link(let inner, _):
        inner.isBlank
      case .lineBreak: true
      case .image, .note: false
      }
    }
  }
}

/// Makes inline markup spellable: neighbours of a kind are joined, blanks stand outside of emphasis, and
/// nothing is empty. Word processors cut one bold word into five runs.
enum InlineCleaner {
  static func cleaned(_ inlines: [Inline]) -> [Inline] {
    var result: [Inline] = []
    for inline in inlines {
      for part in hoisted(inline) { append(part, to: &result) }
    }
    return result
  }

  /// `inlines` without blanks and breaks at both ends.
  static func trimmed(_ inlines: [Inline]) -> [Inline] {
    var result = cleaned(inlines)
    while let first = result.first {
      if case .lineBreak = first {
        result.removeFirst()
      } else if case .text(let text) = first {
        let rest = String(text.drop(while: \.isWhitespace))
        if !rest.isEmpty {
          result[0] = .text(rest)
          break
        }
        result.removeFirst()
      } else {
        break
      }
    }
    while let last = result.last {
      if case .lineBreak = last {
        result.removeLast()
      } else if case .text(let text) = last {
        let rest = text.trimmingSuffix(while: \.isWhitespace)
        if !rest.isEmpty {
          result[result.count - 1] = .text(String(rest))
          break
        }
        result.removeLast()
      } else {
        break
      }
    }
    return result
  }

  private static func append(_ inline: Inline, to result: inout [Inline]) {
    guard let last = result.last else {
      result.append(inline)
      return
    }
    switch (last, inline) {
    case (.text(let left), .text(let right)): result[result.count - 1] = .text(left + right)
    case (.code(let left), .code(let right)): result[result.count - 1] = .code(left + right)
    case (.strong(let left), .strong(let right)): result[result.count - 1] = .strong(cleaned(left + right))
    case (.emphasis(let left), .emphasis(let right)):
      result[result.count - 1] = .emphasis(cleaned(left + right))
    case (.strikethrough(let left), .strikethrough(let right)):
      result[result.count - 1] = .strikethrough(cleaned(left + right))
    case (.link(let left, let target), .link(let right, let other)) where target == other:
      result[result.count - 1] = .link(cleaned(left + right), target: target)
    default: result.append(inline)
    }
  }

  /// The inline with its outer blanks beside it, or without its markup where nothing is marked up.
  private static func hoisted(_ inline: Inline) -> [Inline] {
    switch inline {
    case .text(let text): return text.isEmpty ? [] : [inline]
    case .code(let text):
      return text.isEmpty ? [] : text.allSatisfy(\.isWhitespace) ? [.text(text)] : [inline]
    case .emphasis(let inner): return hoisted(inner, Inline.emphasis)
    case .strong(let inner): return hoisted(inner, Inline.strong)
    case .strikethrough(let inner): return hoisted(inner, Inline.strikethrough)
    case .superscript(let inner): return hoisted(inner, Inline.superscript)
    case .subscript(let inner): return hoisted(inner, Inline.subscript)
    case .link(let inner, let target): return hoisted(inner) { .link($0, target: target) }
    case .image, .math, .lineBreak, .note: return [inline]
    }
  }

  private static func hoisted(_ inner: [Inline], _ wrap: ([Inline]) -> Inline) -> [Inline] {
    let inner = cleaned(inner)
    if inner.isBlank { return inner }
    let core = trimmed(inner)
    var result: [Inline] = []
    if case .text(let text) = inner.first, text.first?.isWhitespace == true { result.append(.text(" ")) }
    if case .lineBreak = inner.first { result.append(.lineBreak) }
    result.append(wrap(core))
    if case .text(let text) = inner.last, text.last?.isWhitespace == true { result.append(.text(" ")) }
    if case .lineBreak = inner.last { result.append(.lineBreak) }
    return result
  }
}

extension StringProtocol {
  /// Without the last characters that satisfy the condition.
  func trimmingSuffix(while condition: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, condition(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }

  /// Without white space at both ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace))
  }
}

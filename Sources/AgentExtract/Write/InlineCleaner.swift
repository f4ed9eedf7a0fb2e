/// Makes inline markup spellable: neighbours of a kind are joined, blanks stand outside of emphasis, and
/// nothing is empty. Word processors cut one bold word into five runs.
enum InlineCleaner {
  static func cleaned(_ inlines: [Inline]) -> [Inline] {
    // A paragraph may be a million pieces: neighbours are gathered before they are joined, so that none is
    // copied twice.
    var result: [Inline] = []
    var group: [Inline] = []
    for inline in inlines {
      for part in hoisted(inline) {
        if let last = group.last, !areJoined(last, part) {
          result.append(joined(group))
          group.removeAll(keepingCapacity: true)
        }
        group.append(part)
      }
    }
    if !group.isEmpty { result.append(joined(group)) }
    return result
  }

  /// `inlines` without blanks and breaks at both ends.
  static func trimmed(_ inlines: [Inline]) -> [Inline] {
    // As most are.
    if inlines.count == 1, case .text(let text) = inlines[0], text.hasPlainEnds { return inlines }
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

  private static func areJoined(_ first: Inline, _ second: Inline) -> Bool {
    switch (first, second) {
    case (.text, .text), (.code, .code), (.strong, .strong), (.emphasis, .emphasis),
      (.strikethrough, .strikethrough):
      true
    case (.link(_, let target), .link(_, let other)): target == other
    default: false
    }
  }

  /// One inline of neighbours that are joined.
  private static func joined(_ group: [Inline]) -> Inline {
    if group.count == 1 { return group[0] }
    var text = ""
    var inner: [Inline] = []
    for inline in group {
      switch inline {
      case .text(let part), .code(let part): text += part
      case .strong(let part), .emphasis(let part), .strikethrough(let part), .link(let part, _): inner += part
      default: break
      }
    }
    switch group[0] {
    case .code: return .code(text)
    case .strong: return .strong(cleaned(inner))
    case .emphasis: return .emphasis(cleaned(inner))
    case .strikethrough: return .strikethrough(cleaned(inner))
    case .link(_, let target): return .link(cleaned(inner), target: target)
    default: return .text(text)
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

extension String {
  /// Whether it begins and ends with ASCII that is no white space.
  var hasPlainEnds: Bool {
    let plain = UInt8(0x21)...0x7e
    return utf8.first.map(plain.contains) ?? false && utf8.last.map(plain.contains) ?? false
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

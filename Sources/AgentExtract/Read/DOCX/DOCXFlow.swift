/// Joins paragraphs to what they are together: items to lists, lines to code, paragraphs to quotes.
struct DOCXFlow {
  enum Element {
    case block(Block)
    case paragraph([Inline], indent: Int)
    case quote([Inline], indent: Int)
    case item(level: Int, number: Int?, isChecked: Bool?, [Inline], textIndent: Int)
    case code(String)
  }

  private var list = ListBuilder()
  /// Where the text of the last item begins.
  private var textIndent = 0
  private var code: [String] = []
  private var quote: [Block] = []

  var isInCode: Bool { !code.isEmpty }

  /// - Returns: the blocks that are complete now.
  mutating func add(_ element: Element) -> [Block] {
    switch element {
    case .code(let line):
      var done = code.isEmpty ? closeQuote() : []
      if code.isEmpty { done += closeList() }
      code.append(line)
      return done
    case .item(let level, let number, let isChecked, let content, let indent):
      var done = closeCode() + closeQuote()
      if let finished = list.add([.paragraph(content)], level: level, number: number, isChecked: isChecked) {
        done.append(finished)
      }
      textIndent = indent
      return done
    case .quote(let content, let indent):
      if continuesItem(indent) {
        list.append(.paragraph(content))
        return closeCode()
      }
      let done = closeCode() + closeList()
      quote.append(.paragraph(content))
      return done
    case .paragraph(let content, let indent):
      if continuesItem(indent) {
        list.append(.paragraph(content))
        return closeCode()
      }
      return closeCode() + closeQuote() + closeList() + [.paragraph(content)]
    case .block(let block): return closeCode() + closeQuote() + closeList() + [block]
    }
  }

  mutating func finish() -> [Block] { closeCode() + closeQuote() + closeList() }

  /// A paragraph under an item that begins where the item's text does belongs to it.
  private func continuesItem(_ indent: Int) -> Bool { list.isOpen && indent > 0 && indent >= textIndent }

  private mutating func closeCode() -> [Block] {
    defer { code = [] }
    while code.last?.isEmpty == true { code.removeLast() }
    return code.isEmpty ? [] : [.code(code.joined(separator: "\n"), language: nil)]
  }

  private mutating func closeQuote() -> [Block] {
    defer { quote = [] }
    return quote.isEmpty ? [] : [.quote(quote)]
  }

  private mutating func closeList() -> [Block] { list.finish().map { [$0] } ?? [] }
}

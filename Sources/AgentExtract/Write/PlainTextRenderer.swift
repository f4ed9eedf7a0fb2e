import AgentSystem

/// Spells blocks as text without markup: tables with tabs, lists with dashes and numbers.
struct PlainTextRenderer: BlockRenderer {
  mutating func render(_ block: Block) -> String {
    switch block {
    case .heading(_, let inlines), .paragraph(let inlines):
      let text = Self.text(inlines)
      return text.isEmpty ? "" : text + "\n"
    case .code(let text, _): return text.hasSuffix(bytes: "\n") ? text : text + "\n"
    case .quote(let blocks): return MarkdownRenderer.prefixed(body(blocks), first: "  ", others: "  ")
    case .list(let list):
      var text = ""
      for (index, item) in list.items.enumerated() {
        let marker = list.start.map { "\($0 + index). " } ?? "- "
        let content = body(item.blocks, gap: "")
        text += MarkdownRenderer.prefixed(
          content.isEmpty ? "\n" : content, first: marker,
          others: String(repeating: " ", count: marker.count))
      }
      return text
    case .table(let table): return rows(table.rows)
    case .tableRows(let lines): return rows(lines)
    case .note(let label, let blocks):
      return MarkdownRenderer.prefixed(body(blocks), first: "[\(label)] ", others: "    ")
    case .rule, .page: return ""
    case .passage(let passage): return passage.text
    }
  }

  func pageMarker(_ page: Int) -> String? { nil }

  private mutating func body(_ blocks: [Block], gap: String = "\n") -> String {
    var parts: [String] = []
    for block in blocks {
      let text = render(block)
      if !text.isEmpty { parts.append(text) }
    }
    return parts.joined(separator: gap)
  }

  private mutating func rows(_ rows: [[Table.Cell]]) -> String {
    var text = ""
    for row in rows {
      var cells: [String] = []
      for cell in row {
        let content = body(cell.blocks, gap: " ")
        cells.append(content.split { $0.isNewline || $0 == "\t" }.joined(separator: " "))
        if cell.columns > 1 { cells += Array(repeating: "", count: min(cell.columns, 1000) - 1) }
      }
      text += cells.joined(separator: "\t") + "\n"
    }
    return text
  }

  private static func text(_ inlines: [Inline]) -> String {
    InlineCleaner.trimmed(inlines).map(spell).joined()
  }

  private static func spell(_ inline: Inline) -> String {
    switch inline {
    case .lineBreak: "\n"
    case .note(let label): "[\(label)]"
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .superscript(let inner),
      .subscript(let inner), .link(let inner, _):
      inner.map(spell).joined()
    default: [inline].plainText
    }
  }
}

/// Spells tables as HTML, for cells that hold more than a line: lists, code, tables in tables.
enum HTMLTable {
  static func text(_ table: Table) -> String {
    var text = "<table>\n"
    for (index, row) in table.rows.enumerated() {
      text += "<tr>"
      let tag = index < table.headerRows ? "th" : "td"
      for cell in row {
        let columns = cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : ""
        let rows = cell.rows > 1 ? " rowspan=\"\(cell.rows)\"" : ""
        text += "<\(tag)\(columns)\(rows)>\(content(cell.blocks))</\(tag)>"
      }
      text += "</tr>\n"
    }
    return text + "</table>\n"
  }

  private static func content(_ blocks: [Block]) -> String {
    if blocks.count == 1, case .paragraph(let inlines) = blocks[0] { return inline(inlines) }
    return blocks.map(html).joined()
  }

  private static func html(_ block: Block) -> String {
    switch block {
    case .heading(let level, let inlines): return "<h\(level)>\(inline(inlines))</h\(level)>"
    case .paragraph(let inlines): return "<p>\(inline(inlines))</p>"
    case .code(let text, _): return "<pre>\(escaped(text).replacingNewlines)</pre>"
    case .quote(let blocks), .note(_, let blocks):
      return "<blockquote>\(blocks.map(html).joined())</blockquote>"
    case .list(let list):
      let tag = list.start == nil ? "ul" : "ol"
      let items = list.items.map { "<li>\(content($0.blocks))</li>" }.joined()
      return "<\(tag)>\(items)</\(tag)>"
    case .table(let table): return text(table)
    case .tableRows(let rows): return text(Table(rows: rows, headerRows: 0))
    case .rule: return "<hr>"
    case .page: return ""
    case .passage(let passage): return escaped(passage.text)
    }
  }

  private static func inline(_ inlines: [Inline]) -> String {
    InlineCleaner.trimmed(inlines).map { inline in
      switch inline {
      case .text(let text): escaped(text)
      case .code(let text): "<code>\(escaped(text))</code>"
      case .emphasis(let inner): "<em>\(self.inline(inner))</em>"
      case .strong(let inner): "<strong>\(self.inline(inner))</strong>"
      case .strikethrough(let inner): "<del>\(self.inline(inner))</del>"
      case .superscript(let inner): "<sup>\(self.inline(inner))</sup>"
      case .subscript(let inner): "<sub>\(self.inline(inner))</sub>"
      case .link(let inner, let target): "<a href=\"\(escaped(target))\">\(self.inline(inner))</a>"
      case .image(let alternative, let source):
        "<img src=\"\(escaped(source))\" alt=\"\(escaped(alternative))\">"
      case .math(let formula): "$\(escaped(formula))$"
      case .lineBreak: "<br>"
      case .note(let label): "[^\(label)]"
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3c || $0 == 0x3e || $0 == 0x22 }) else {
      return text
    }
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}

extension String {
  /// A blank line would end an HTML block of Markdown, so newlines are spelled as references.
  fileprivate var replacingNewlines: String {
    utf8.contains(0x0a)
      ? split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "&#10;") : self
  }
}

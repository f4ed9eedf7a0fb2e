import AgentSystem

/// Spells blocks as Markdown.
struct MarkdownRenderer: BlockRenderer {
  let tables: ExtractOptions.TableStyle
  /// The columns of the table that is being streamed.
  private var columns = 0

  init(tables: ExtractOptions.TableStyle) { self.tables = tables }

  mutating func render(_ block: Block) -> String {
    switch block {
    case .heading(let level, let inlines):
      let text = MarkdownInline.text(inlines, .heading)
      return text.isEmpty ? "" : String(repeating: "#", count: min(max(level, 1), 6)) + " " + text + "\n"
    case .paragraph(let inlines):
      let text = MarkdownInline.text(inlines, .paragraph)
      return text.isEmpty ? "" : text + "\n"
    case .code(let text, let language): return Self.fenced(text, language)
    case .quote(let blocks): return Self.prefixed(body(blocks), first: "> ", others: "> ")
    case .list(let list): return render(list)
    case .table(let table):
      columns = PipeTable.columns(of: table.rows)
      return render(table)
    case .tableRows(let rows): return PipeTable.rows(rows, columns: columns)
    case .note(let label, let blocks):
      return Self.prefixed(body(blocks), first: "[^\(label)]: ", others: "    ")
    case .rule: return "---\n"
    case .page: return ""
    case .passage(let passage): return passage.text
    }
  }

  func pageMarker(_ page: Int) -> String? { "<!-- page \(page) -->\n" }

  static func fenced(_ text: String, _ language: String?) -> String {
    let fence = String(repeating: "`", count: max(3, text.longestRun(of: "`") + 1))
    let end = text.isEmpty || text.hasSuffix(bytes: "\n") ? "" : "\n"
    return "\(fence)\(language ?? "")\n\(text)\(end)\(fence)\n"
  }

  /// Blocks one below the other, with blank lines between them.
  private mutating func body(_ blocks: [Block], isTight: Bool = false) -> String {
    var text = ""
    var previous: Block?
    for block in blocks {
      let next = render(block)
      if next.isEmpty { continue }
      if let previous, !text.isEmpty {
        if Self.wouldMerge(previous, block) {
          text += "\n<!-- -->\n\n"
        } else if !isTight {
          text += "\n"
        }
      }
      text += next
      previous = block
    }
    return text
  }

  /// Whether Markdown would read two neighbours as one.
  static func wouldMerge(_ first: Block, _ second: Block) -> Bool {
    guard case .list(let first) = first, case .list(let second) = second else { return false }
    return (first.start == nil) == (second.start == nil)
  }

  private mutating func render(_ list: List) -> String {
    let isTight = list.items.allSatisfy { item in
      item.blocks.dropFirst().allSatisfy { if case .list = $0 { true } else { false } }
    }
    var text = ""
    for (index, item) in list.items.enumerated() {
      var marker = list.start.map { "\($0 + index). " } ?? "- "
      let width = marker.count
      if let isChecked = item.isChecked { marker += isChecked ? "[x] " : "[ ] " }
      let content = body(item.blocks, isTight: isTight)
      if !text.isEmpty, !isTight { text += "\n" }
      text += Self.prefixed(
        content.isEmpty ? "\n" : content, first: marker, others: String(repeating: " ", count: width))
    }
    return text
  }

  private func render(_ table: Table) -> String {
    switch tables {
    case .pipe: return PipeTable.text(table)
    case .html: return HTMLTable.text(table)
    case .auto: return PipeTable.canHold(table) ? PipeTable.text(table) : HTMLTable.text(table)
    }
  }

  /// Each line behind a prefix; empty lines get it without its trailing blanks.
  static func prefixed(_ text: String, first: String, others: String) -> String {
    var result = ""
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      let prefix = index == 0 ? first : others
      result += line.isEmpty ? String(prefix.trimmingSuffix(while: \.isWhitespace)) : prefix + line
      result += "\n"
    }
    return result
  }
}

/// Spells blocks one at a time; each spelling ends with a newline, but for passages.
protocol BlockRenderer {
  mutating func render(_ block: Block) -> String
  /// The line that tells where a page begins; nil for none.
  func pageMarker(_ page: Int) -> String?
}

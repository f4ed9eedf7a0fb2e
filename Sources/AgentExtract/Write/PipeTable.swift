/// Spells tables with pipes. Merged cells stand in their first place and leave the others blank.
enum PipeTable {
  /// Whether every cell can be one line: paragraphs, but no lists, code or tables.
  static func canHold(_ table: Table) -> Bool {
    table.rows.allSatisfy { row in
      row.allSatisfy { cell in
        cell.blocks.allSatisfy { block in
          switch block {
          case .paragraph, .heading: true
          default: false
          }
        }
      }
    }
  }

  static func columns(of rows: [[Table.Cell]]) -> Int { grid(rows).map(\.count).max() ?? 0 }

  static func text(_ table: Table) -> String {
    let grid = grid(table.rows)
    let columns = grid.map(\.count).max() ?? 0
    if columns == 0 { return "" }
    let header = table.headerRows > 0 ? grid.first ?? [] : []
    let body = table.headerRows > 0 ? grid.dropFirst() : grid[...]
    var text = line(header + [String](repeating: "", count: columns - header.count), columns)
    text += "|" + String(repeating: "---|", count: columns) + "\n"
    for row in body { text += line(row, columns) }
    return text
  }

  static func rows(_ rows: [[Table.Cell]], columns: Int) -> String {
    var text = ""
    for row in rows { text += line(row.map(cell), columns) }
    return text
  }

  /// Blanks are written only up to this column, so that a wide row does not make every short one long. Readers
  /// of Markdown fill what is missing (GFM 0.29, section 4.10).
  private static let widest = 256

  private static func line(_ cells: [String], _ columns: Int) -> String {
    var text = "|"
    for index in 0..<max(min(columns, widest), cells.count) {
      let cell = index < cells.count ? cells[index] : ""
      text += " "
      text += cell
      text += " |"
    }
    return text + "\n"
  }

  /// Cells in their columns, with blanks where a merged cell reaches.
  static func grid(_ rows: [[Table.Cell]]) -> [[String]] {
    var pending: [Int: Int] = [:]
    return rows.map { row in
      var line: [String] = []
      func skipCovered() {
        while let left = pending[line.count], left > 0 {
          pending[line.count] = left - 1
          line.append("")
        }
      }
      for cell in row {
        skipCovered()
        for offset in 0..<max(1, min(cell.columns, widest - line.count)) {
          if cell.rows > 1 { pending[line.count] = cell.rows - 1 }
          line.append(offset == 0 ? Self.cell(cell) : "")
        }
      }
      skipCovered()
      return line
    }
  }

  private static func cell(_ cell: Table.Cell) -> String {
    if cell.blocks.count == 1 { return flat(cell.blocks[0]) }
    return cell.blocks.map(flat).filter { !$0.isEmpty }.joined(separator: "<br>")
  }

  private static func flat(_ block: Block) -> String {
    switch block {
    case .heading(_, let inlines): return MarkdownInline.text(inlines, .cell)
    case .paragraph(let inlines): return MarkdownInline.text(inlines, .cell)
    case .code(let text, _):
      return text.split(separator: "\n").map { MarkdownInline.text([.code(String($0))], .cell) }
        .joined(separator: "<br>")
    case .quote(let blocks), .note(_, let blocks):
      return blocks.map(flat).filter { !$0.isEmpty }.joined(separator: "<br>")
    case .list(let list):
      return list.items.enumerated().map { index, item in
        let marker = list.start.map { "\($0 + index)." } ?? "-"
        return marker + " " + item.blocks.map(flat).joined(separator: "<br>")
      }.joined(separator: "<br>")
    case .table(let table):
      return grid(table.rows).map { $0.joined(separator: ", ") }.joined(separator: "<br>")
    case .tableRows(let rows): return grid(rows).map { $0.joined(separator: ", ") }.joined(separator: "<br>")
    case .passage(let passage): return MarkdownInline.text([.text(passage.text)], .cell)
    case .rule, .page: return ""
    }
  }
}

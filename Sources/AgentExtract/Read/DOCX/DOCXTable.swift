/// A Word table (ECMA-376 part 1, 17.4): cells that reach over columns and rows, rows that begin late.
enum DOCXTable {
  private struct Placed {
    var cell: Table.Cell
    let column: Int
    let continuesAbove: Bool
  }

  static func block(_ element: XMLElement, _ body: DOCXBody) -> Block {
    var rows: [[Placed]] = []
    var headers = 0
    for row in rowElements(element) {
      let properties = row.child("trPr")
      if properties?.child("tblHeader").map(DOCXRunFormat.isOn) == true, headers == rows.count {
        headers += 1
      }
      rows.append(cells(of: row, properties, body))
    }
    if headers == 0, rows.count > 1, marksFirstRow(element) { headers = 1 }
    return .table(Table(rows: merged(rows), headerRows: headers))
  }

  /// Rows, also those that controls or changes wrap.
  private static func rowElements(_ element: XMLElement) -> [XMLElement] {
    element.children.flatMap { child -> [XMLElement] in
      switch child.name {
      case "tr": [child]
      case "sdt": child.child("sdtContent").map(rowElements) ?? []
      case "ins", "customXml": rowElements(child)
      default: []
      }
    }
  }

  private static func cellElements(_ row: XMLElement) -> [XMLElement] {
    row.children.flatMap { child -> [XMLElement] in
      switch child.name {
      case "tc": [child]
      case "sdt": child.child("sdtContent").map(cellElements) ?? []
      case "ins", "customXml": cellElements(child)
      default: []
      }
    }
  }

  private static func cells(of row: XMLElement, _ properties: XMLElement?, _ body: DOCXBody) -> [Placed] {
    var column = 0
    var cells: [Placed] = []
    let before = properties?.child("gridBefore")?["val"].flatMap { Int($0) } ?? 0
    if before > 0, before < 1000 {
      cells.append(Placed(cell: Table.Cell([], columns: before), column: 0, continuesAbove: false))
      column = before
    }
    for element in cellElements(row) {
      let properties = element.child("tcPr")
      let span = properties?.child("gridSpan")?["val"].flatMap { Int($0) } ?? 1
      let merge = properties?.child("vMerge")
      let continues = merge != nil && merge?["val"] != "restart"
      let width = min(max(span, 1), 1000)
      let blocks = continues ? [] : body.contents(of: element)
      cells.append(
        Placed(cell: Table.Cell(blocks, columns: width), column: column, continuesAbove: continues))
      column += width
    }
    return cells
  }

  /// Cells that continue one above are taken out, and that one reaches down.
  private static func merged(_ rows: [[Placed]]) -> [[Table.Cell]] {
    var rows = rows
    /// Where the cell that a column continues stands.
    var owners: [Int: (row: Int, index: Int)] = [:]
    for row in rows.indices {
      for (index, placed) in rows[row].enumerated() {
        if placed.continuesAbove, let owner = owners[placed.column] {
          rows[owner.row][owner.index].cell.rows += 1
        } else {
          owners[placed.column] = (row, index)
        }
      }
    }
    var seen: Set<Int> = []
    return rows.map { row in
      row.compactMap { placed in
        if placed.continuesAbove, seen.contains(placed.column) { return nil }
        seen.insert(placed.column)
        return placed.cell
      }
    }
  }

  /// Whether the table's look gives its first row a style of its own.
  private static func marksFirstRow(_ element: XMLElement) -> Bool {
    guard let look = element.child("tblPr")?.child("tblLook") else { return false }
    if let flag = look["firstRow"] { return flag == "1" || flag == "true" }
    return look["val"].flatMap { Int($0, radix: 16) }.map { $0 & 0x20 != 0 } ?? false
  }
}

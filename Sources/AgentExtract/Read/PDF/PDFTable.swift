/// Tables that a page shows by alignment alone.
struct PDFTable {
  let table: Table
  /// How many rows of the flow it takes.
  let consumed: Int

  /// The table with which `rows` begins; nil when there is none.
  init?(_ rows: ArraySlice<PDFRow>, _ typography: PDFTypography) {
    let region = Self.region(rows)
    let full = region.filter { $0.segments.count > 1 }
    guard full.count >= 2 else { return nil }
    let columns = Self.columns(full)
    guard columns.count >= 2, columns.count <= 30, full.count >= 3 || columns.count >= 3 else { return nil }
    let cells = full.reduce(0) { $0 + $1.segments.count }
    guard cells * 2 >= full.count * columns.count else { return nil }
    // Lines of a paragraph with wide gaps fill the width; cells are short.
    let long = full.filter { row in row.segments.contains { $0.text.utf8.count > 120 } }.count
    if long * 3 > full.count { return nil }
    table = Table(rows: Self.cells(region, columns, typography), headerRows: 1)
    consumed = region.count
  }

  /// The rows from the first on that belong to one table: side by side segments, and between them lines that
  /// continue a cell.
  private static func region(_ rows: ArraySlice<PDFRow>) -> ArraySlice<PDFRow> {
    var end = rows.startIndex
    var last = rows.startIndex
    var right = 0.0
    while end < rows.endIndex {
      let row = rows[end]
      if end > rows.startIndex {
        let above = rows[end - 1]
        let gap = row.top - above.bottom
        if gap > 2.2 * max(row.size, above.size) || row.isMonospaced != above.isMonospaced { break }
      }
      if row.segments.count > 1 {
        last = end + 1
        right = max(right, row.right)
      } else {
        // A single segment may be the rest of a cell, but never as wide as the table.
        if end == rows.startIndex {
          if !beginsHeader(row, rows) { break }
        } else {
          let extent = right - rows[rows.startIndex].left
          if row.right - row.left > 0.6 * extent || end - last >= 2 { break }
        }
      }
      end += 1
    }
    return rows[rows.startIndex..<last]
  }

  /// Whether a single segment is the first line of a heading cell: right above a row of many, and not in its
  /// first column.
  private static func beginsHeader(_ row: PDFRow, _ rows: ArraySlice<PDFRow>) -> Bool {
    guard let below = rows.dropFirst().first, below.segments.count >= 3, let first = below.segments.first
    else {
      return false
    }
    return below.top - row.bottom < 0.1 * row.size && row.left > first.right
      && row.right - row.left < 0.4 * (below.right - below.left)
  }

  /// Ranges on the line that segments of any row share.
  private static func columns(_ rows: [PDFRow]) -> [ClosedRange<Double>] {
    let widest = rows.map(\.segments.count).max() ?? 0
    // Rows that have every cell tell the columns best; headings that reach over some would join them.
    let telling = rows.filter { $0.segments.count * 10 >= widest * 7 }
    var columns: [ClosedRange<Double>] = []
    for segment in telling.flatMap(\.segments).sorted(by: { $0.left < $1.left }) {
      if let last = columns.last, segment.left <= last.upperBound {
        columns[columns.count - 1] = last.lowerBound...max(last.upperBound, segment.right)
      } else {
        columns.append(segment.left...max(segment.right, segment.left))
      }
    }
    return columns
  }

  private static func cells(
    _ rows: ArraySlice<PDFRow>, _ columns: [ClosedRange<Double>], _ typography: PDFTypography
  ) -> [[Table.Cell]] {
    var grid: [[[Inline]]] = []
    var above: PDFRow?
    let tight = tightGap(rows)
    for row in rows {
      var line = [[Inline]](repeating: [], count: columns.count)
      for segment in row.segments {
        let column = nearest(segment, columns)
        if !line[column].isEmpty { line[column].append(.text(" ")) }
        line[column] += segment.inlines
      }
      let isFirstEmpty = line[0].isEmpty || grid.last?[0].isEmpty == true
      if let above, let tight, isFirstEmpty, row.top - above.bottom < tight {
        for (column, content) in line.enumerated() where !content.isEmpty {
          let isCut = typography.keepsBlanks
          grid[grid.count - 1][column] += (isCut ? [] : [.text(" ")]) + content
        }
      } else {
        grid.append(line)
      }
      above = row
    }
    return grid.map { line in
      line.map { content in
        let text = InlineCleaner.trimmed(content)
        return text.isEmpty ? Table.Cell() : Table.Cell([.paragraph(text)])
      }
    }
  }

  /// The gap below which two rows are lines of the same cells; nil where all gaps are alike, so that every
  /// row stands for itself.
  private static func tightGap(_ rows: ArraySlice<PDFRow>) -> Double? {
    let gaps = zip(rows, rows.dropFirst()).map { $1.top - $0.bottom }
    guard let least = gaps.min(), let most = gaps.max(), let size = rows.first?.size else { return nil }
    return most - least > 0.2 * size ? min(least + 0.15 * size, 0.35 * size) : nil
  }

  private static func nearest(_ segment: PDFSegment, _ columns: [ClosedRange<Double>]) -> Int {
    func shared(_ column: ClosedRange<Double>) -> Double {
      min(segment.right, column.upperBound) - max(segment.left, column.lowerBound)
    }
    // A segment over several columns belongs to the first of them.
    if let first = columns.firstIndex(where: {
      shared($0) > 0.3 * min(segment.width, $0.upperBound - $0.lowerBound)
    }) {
      return first
    }
    return columns.indices.max { shared(columns[$0]) < shared(columns[$1]) } ?? 0
  }
}

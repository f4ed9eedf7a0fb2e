/// Puts a page that is set in columns into reading order.
enum PDFColumns {
  /// Rows of the page: where two columns of text stand side by side, first the left one, then the right one.
  static func ordered(_ rows: [PDFRow], pageWidth: Double, depth: Int = 0) -> [[PDFRow]] {
    guard depth < 4, let gutter = gutter(rows, pageWidth: pageWidth) else {
      return rows.isEmpty ? [] : [rows]
    }
    var flows: [[PDFRow]] = []
    var band: [PDFRow] = []
    func closeBand() {
      if band.isEmpty { return }
      let left = band.compactMap { side($0) { $0.right <= gutter } }
      let right = band.compactMap { side($0) { $0.left >= gutter } }
      flows += ordered(left, pageWidth: pageWidth, depth: depth + 1)
      flows += ordered(right, pageWidth: pageWidth, depth: depth + 1)
      band = []
    }
    for row in rows {
      if row.segments.contains(where: { $0.left < gutter && $0.right > gutter }) {
        // What crosses the gutter (a title, a wide figure's caption) parts what is above from what is below.
        closeBand()
        flows.append([row])
      } else {
        band.append(row)
      }
    }
    closeBand()
    return joined(flows)
  }

  private static func side(_ row: PDFRow, _ isInside: (PDFSegment) -> Bool) -> PDFRow? {
    let segments = row.segments.filter(isInside)
    return segments.isEmpty ? nil : PDFRow(segments: segments)
  }

  /// Flows of single rows that follow each other are one flow.
  private static func joined(_ flows: [[PDFRow]]) -> [[PDFRow]] {
    var result: [[PDFRow]] = []
    for flow in flows {
      if flow.count == 1, let last = result.last?.last, last.top <= flow[0].top,
        (result.last?.count ?? 0) == 1
          || last.left < flow[0].right && flow[0].left < last.right && last.bottom <= flow[0].bottom
            && crosses(result.last ?? [], flow[0])
      {
        result[result.count - 1].append(flow[0])
      } else {
        result.append(flow)
      }
    }
    return result
  }

  /// Whether all rows before are as wide as this one, so that no column ends here.
  private static func crosses(_ rows: [PDFRow], _ row: PDFRow) -> Bool {
    rows.allSatisfy { $0.right - $0.left > 0.7 * (row.right - row.left) }
  }

  /// The place between two columns; nil where the page has one.
  private static func gutter(_ rows: [PDFRow], pageWidth: Double) -> Double? {
    let left = rows.map(\.left).min() ?? 0
    let right = rows.map(\.right).max() ?? 0
    let width = right - left
    var best: (score: Int, place: Double)?
    // Every gap in the middle part of some row is a candidate.
    var candidates: Set<Int> = []
    for row in rows {
      for (one, next) in zip(row.segments, row.segments.dropFirst()) {
        let place = (one.right + next.left) / 2
        if place > left + 0.25 * width, place < right - 0.25 * width { candidates.insert(Int(place)) }
      }
    }
    for candidate in candidates.sorted().prefix(200) {
      let place = Double(candidate)
      if let score = score(rows, place, left, right, pageWidth), score > best?.score ?? 0 {
        best = (score, place)
      }
    }
    return best?.place
  }

  /// How many rows a gutter divides, where both sides read as text and not as cells; nil where they do not.
  private static func score(
    _ rows: [PDFRow], _ place: Double, _ left: Double, _ right: Double, _ pageWidth: Double
  ) -> Int? {
    var sides = (left: [PDFSegment](), right: [PDFSegment]())
    var crossing = 0
    var divided = 0
    var extra = 0
    for row in rows {
      let onLeft = row.segments.filter { $0.right <= place }
      let onRight = row.segments.filter { $0.left >= place }
      if onLeft.count + onRight.count < row.segments.count { crossing += 1 }
      if !onLeft.isEmpty, !onRight.isEmpty { divided += 1 }
      extra += max(0, onLeft.count - 1) + max(0, onRight.count - 1)
      sides.left += onLeft
      sides.right += onRight
    }
    if sides.left.isEmpty || sides.right.isEmpty { return nil }
    if isPairOfBoxes(rows, sides, crossing, pageWidth) { return divided }
    guard sides.left.count >= 5, sides.right.count >= 5, divided >= 4, crossing * 2 < rows.count,
      extra * 4 < sides.left.count + sides.right.count,
      isProse(sides.left, width: place - left), isProse(sides.right, width: right - place)
    else { return nil }
    return divided * 10 - crossing
  }

  /// Two or three lines far apart from two or three others are boxes, not a table.
  private static func isPairOfBoxes(
    _ rows: [PDFRow], _ sides: (left: [PDFSegment], right: [PDFSegment]), _ crossing: Int, _ pageWidth: Double
  ) -> Bool {
    guard crossing == 0, rows.count <= 3, sides.left.count == rows.count, sides.right.count == rows.count
    else {
      return false
    }
    let gap = (sides.right.map(\.left).min() ?? 0) - (sides.left.map(\.right).max() ?? 0)
    return rows.count > 1 && gap > 0.2 * pageWidth
  }

  /// Lines of text fill their column, most of them; cells do not.
  private static func isProse(_ segments: [PDFSegment], width: Double) -> Bool {
    let start = segments.map(\.left).min() ?? 0
    let extent = (segments.map(\.right).max() ?? 0) - start
    let full = segments.filter { $0.right - start > 0.8 * extent && $0.text.utf8.count >= 20 }.count
    return full * 5 >= segments.count * 2 && extent > 0.35 * width
  }
}

/// Makes blocks of a page's rows: headings by size, paragraphs by distance, lists by their marks, code by its
/// font, tables by alignment.
struct PDFBlocks {
  private let typography: PDFTypography
  private var blocks: [Block] = []
  private var list = ListBuilder()
  private var listIndents: [Double] = []
  /// The lines of the paragraph that is open.
  private var paragraph: [PDFRow] = []

  init(_ typography: PDFTypography) { self.typography = typography }

  /// All the blocks of a page.
  static func blocks(of page: PDFPage, _ typography: PDFTypography) -> [Block] {
    var builder = PDFBlocks(typography)
    let rows = PDFRow.rows(of: page.items).filter { !isPageNumber($0, page) }
    for flow in PDFColumns.ordered(rows, pageWidth: page.width) { builder.add(flow) }
    builder.closeParagraph()
    builder.closeList()
    return builder.blocks
  }

  /// A bare number at the foot or head of a page.
  private static func isPageNumber(_ row: PDFRow, _ page: PDFPage) -> Bool {
    guard row.top > 0.92 * page.height || row.bottom < 0.06 * page.height else { return false }
    let text = row.text
    return text.count <= 4 && text.allSatisfy(\.isNumber)
  }

  private mutating func add(_ flow: [PDFRow]) {
    let flow = flow.map(Self.joiningMark)
    var index = flow.startIndex
    while index < flow.endIndex {
      let row = flow[index]
      if row.isMonospaced, let end = codeEnd(flow, index) {
        closeParagraph()
        closeList()
        let text = Self.code(flow[index..<end])
        // A receipt is laid out with blanks, but it is no code.
        blocks.append(
          typography.isMonospaced
            ? .passage(Passage(text + "\n", kind: .text)) : .code(text, language: nil))
        index = end
        continue
      }
      if let found = PDFTable(flow[index...], typography) {
        closeParagraph()
        closeList()
        blocks.append(.table(found.table))
        index += found.consumed
        continue
      }
      add(row, next: index + 1 < flow.endIndex ? flow[index + 1] : nil)
      index += 1
    }
    closeParagraph()
  }

  /// A list's mark and its text are one, however far they stand apart.
  private static func joiningMark(_ row: PDFRow) -> PDFRow {
    guard row.segments.count > 1, let first = row.segments.first, PDFListMark(first.text + " x") != nil,
      first.text.count <= 5
    else { return row }
    var joined = row
    joined.segments[1].items.insert(contentsOf: first.items, at: 0)
    joined.segments.removeFirst()
    return joined
  }

  private mutating func add(_ row: PDFRow, next: PDFRow?) {
    if let mark = PDFListMark(row.text), mark.isBullet || isOrdered(mark, row, next) {
      closeParagraph()
      paragraph = [row]
      return
    }
    if let last = paragraph.last, !continues(row, last) { closeParagraph() }
    paragraph.append(row)
  }

  /// A number begins a list item where another one goes before, or where it is a list's first.
  private func isOrdered(_ mark: PDFListMark, _ row: PDFRow, _ next: PDFRow?) -> Bool {
    typography.level(of: row.size) == nil && (list.isOpen || mark.number == 1) && !row.isBold
  }

  /// Whether a line goes on the paragraph of the line above.
  private func continues(_ row: PDFRow, _ last: PDFRow) -> Bool {
    let gap = row.top - last.bottom
    if abs(row.size - last.size) > 0.08 * last.size || gap > 0.45 * row.size || gap < -row.size {
      return false
    }
    // Headings and bold lines do not run into the text below.
    if last.isBold != row.isBold, paragraph.allSatisfy(\.isBold) || row.isBold { return !endsShort(last) }
    let isItem = paragraph.first.map { PDFListMark($0.text) != nil } ?? false
    if isItem { return row.left > (paragraph.first?.left ?? 0) + 0.3 * row.size }
    // The first line of the next paragraph is indented.
    let start = paragraph.count > 1 ? paragraph[1].left : last.left
    return !(paragraph.count > 1 && row.left > start + 0.9 * row.size && row.left < start + 5 * row.size)
  }

  private func endsShort(_ row: PDFRow) -> Bool {
    row.right < 0.75 * (paragraph.map(\.right).max() ?? row.right) || paragraph.count == 1
  }

  private mutating func closeParagraph() {
    guard let first = paragraph.first else { return }
    defer { paragraph = [] }
    let inlines = joined(paragraph)
    if inlines.isBlank { return }
    let text = inlines.plainText
    if let mark = PDFListMark(first.text), !isHeading(text) {
      addItem(mark, inlines, left: first.left)
      return
    }
    if list.isOpen, first.left > (listIndents.last ?? 0) + 0.8 * first.size,
      typography.level(of: first.size) == nil
    {
      list.append(.paragraph(inlines))
      return
    }
    closeList()
    if let level = headingLevel(text) {
      blocks.append(.heading(level: level, inlines.withoutMarkup))
    } else {
      blocks.append(.paragraph(inlines))
    }
  }

  private func isHeading(_ text: String) -> Bool { headingLevel(text) != nil }

  private func headingLevel(_ text: String) -> Int? {
    guard let first = paragraph.first, text.count <= 200, paragraph.count <= 3,
      text.contains(where: \.isLetter)
    else {
      return nil
    }
    if let level = typography.level(of: first.size) { return level }
    let isTitle = paragraph.count == 1 && paragraph.allSatisfy(\.isBold) && text.count <= 90
    guard isTitle, first.segments.count == 1, let end = text.trimmed.last else { return nil }
    return ".:;,!".contains(end) ? nil : typography.boldLevel
  }

  private mutating func addItem(_ mark: PDFListMark, _ inlines: [Inline], left: Double) {
    while let last = listIndents.last, left < last - 4 { listIndents.removeLast() }
    if listIndents.last.map({ left > $0 + 4 }) ?? true { listIndents.append(left) }
    let content = InlineCleaner.trimmed(inlines).droppingPrefix(mark.length)
    let finished = list.add(
      [.paragraph(content)], level: listIndents.count - 1, number: mark.isBullet ? nil : mark.number)
    if let finished { blocks.append(finished) }
  }

  private mutating func closeList() {
    if let list = list.finish() { blocks.append(list) }
    listIndents = []
  }

  /// The lines of a paragraph as one; a word that a hyphen cuts at the line's end is whole again.
  private func joined(_ rows: [PDFRow]) -> [Inline] {
    var result: [Inline] = []
    for row in rows {
      let line = row.inlines
      if !result.isEmpty {
        let start = line.plainText.first
        let endsInHyphen = Array(result.suffix(1)).plainText.hasSuffix("-")
        if endsInHyphen, typography.keepsBlanks {
          result += line
          continue
        }
        if endsInHyphen, start?.isLowercase == true, result.dropTrailingHyphen() {
          result += line
          continue
        }
        result.append(.text(" "))
      }
      result += line
    }
    return InlineCleaner.trimmed(result)
  }

  // MARK: - Code

  /// Where the code that begins at `start` ends; a single line of it within text is none.
  private func codeEnd(_ flow: [PDFRow], _ start: Int) -> Int? {
    var end = start
    while end < flow.endIndex, flow[end].isMonospaced {
      if end > start, flow[end].top - flow[end - 1].bottom > 3 * flow[end].size { break }
      end += 1
    }
    let isAlone = paragraph.last.map { flow[start].top - $0.bottom > 0.3 * $0.size } ?? true
    return end - start > 1 || isAlone ? end : nil
  }

  /// Lines with the indents that the page shows.
  private static func code(_ rows: ArraySlice<PDFRow>) -> String {
    let left = rows.map(\.left).min() ?? 0
    let lines = rows.map { row in
      var line = ""
      for segment in row.segments {
        let text = segment.items.map(\.text).joined()
        let advance = text.isEmpty ? 1 : max(segment.width / Double(text.count), 1)
        let column = Int(((segment.left - left) / advance).rounded())
        if column > line.count, column < 400 {
          line += String(repeating: " ", count: column - line.count)
        } else if !line.isEmpty {
          line += " "
        }
        line += text
      }
      return String(line.trimmingSuffix(while: \.isWhitespace))
    }
    return lines.joined(separator: "\n")
  }
}

extension Array where Element == Inline {
  /// A heading's text; its links stay.
  fileprivate var withoutMarkup: [Inline] {
    flatMap { inline -> [Inline] in
      switch inline {
      case .strong(let inner), .emphasis(let inner): inner.withoutMarkup
      default: [inline]
      }
    }
  }

  /// Without the first characters of the text.
  fileprivate func droppingPrefix(_ count: Int) -> [Inline] {
    var count = count
    var result: [Inline] = []
    for inline in self {
      let length = [inline].plainText.count
      if count == 0 {
        result.append(inline)
      } else if length <= count {
        count -= length
      } else {
        let rest = String([inline].plainText.dropFirst(count))
        count = 0
        switch inline {
        case .strong: result.append(.strong([.text(rest)]))
        case .emphasis: result.append(.emphasis([.text(rest)]))
        case .code: result.append(.code(rest))
        case .link(_, let target): result.append(.link([.text(rest)], target: target))
        default: result.append(.text(rest))
        }
      }
    }
    return InlineCleaner.trimmed(result)
  }

  /// Takes the hyphen off the last word; false where it is not plain text that ends.
  fileprivate mutating func dropTrailingHyphen() -> Bool {
    guard case .text(let text) = last, text.hasSuffix("-"), text.dropLast().last?.isLetter == true else {
      return false
    }
    self[count - 1] = .text(String(text.dropLast()))
    return true
  }
}

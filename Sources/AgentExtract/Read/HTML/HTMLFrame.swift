/// An open element that holds blocks, and the paragraph that is being gathered in it.
struct HTMLFrame {
  enum Kind {
    case root, item, quote, code, table, row, term
    case heading(level: Int)
    case list(start: Int?)
    case cell(isHeader: Bool)
  }

  let kind: Kind
  var blocks: [Block] = []
  var items: [List.Item] = []
  var isChecked: Bool?
  var cells: [Table.Cell] = []
  var headerCells = 0
  var span = (columns: 1, rows: 1)
  var isPresentation = false
  var language: String?
  private(set) var codeText = ""
  private var rows: [[Table.Cell]] = []
  private var headerRows = 0
  private var hasHeaderCells = false
  private var inlines: [Inline] = []
  private var endsWithBlank = true

  init(_ kind: Kind) { self.kind = kind }

  /// Adds text, its white space folded as a browser does.
  mutating func add(_ text: String, _ formats: [HTMLFormat]) {
    if case .code = kind {
      codeText += text
      return
    }
    let folded = fold(text)
    if !folded.isEmpty { add(.text(folded), formats) }
  }

  mutating func add(_ inline: Inline, _ formats: [HTMLFormat]) {
    var wrapped = inline
    for (index, format) in formats.enumerated().reversed() {
      // A format within itself adds nothing.
      if !formats[..<index].contains(format) { wrapped = format.wrap(wrapped) }
    }
    inlines.append(wrapped)
    if case .text = inline {} else { endsWithBlank = false }
  }

  mutating func addBreak() {
    if case .code = kind {
      codeText += "\n"
    } else if case .heading = kind {
      inlines.append(.text(" "))
      endsWithBlank = true
    } else {
      inlines.append(.lineBreak)
      endsWithBlank = true
    }
  }

  /// The paragraph so far; nil when there is nothing to see.
  mutating func takeParagraph() -> Block? {
    defer {
      inlines = []
      endsWithBlank = true
    }
    return inlines.isBlank ? nil : .paragraph(InlineCleaner.trimmed(inlines))
  }

  private mutating func fold(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if byte == 0x20 || (0x09...0x0d).contains(byte) {
        if !endsWithBlank { bytes.append(0x20) }
        endsWithBlank = true
      } else {
        bytes.append(byte)
        endsWithBlank = false
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: - Tables

  mutating func addRow(_ cells: [Table.Cell], isHeader: Bool, headerCells: Int) {
    if isHeader, headerRows == rows.count { headerRows += 1 }
    if headerCells > 0 { hasHeaderCells = true }
    rows.append(cells)
  }

  /// A table of data as such; one that only lays out a page as the blocks in its cells.
  var tableBlocks: [Block] {
    let caption = blocks
    if rows.isEmpty { return caption }
    if isData { return caption + [.table(Table(rows: rows, headerRows: headerRows))] }
    return caption + rows.flatMap { $0.flatMap(\.blocks) }
  }

  private var isData: Bool {
    if isPresentation { return false }
    let columns = rows.map { $0.reduce(0) { $0 + $1.columns } }.max() ?? 0
    if columns < 2 { return hasHeaderCells && rows.count > 1 }
    if hasHeaderCells { return true }
    if rows.count < 2, columns < 3 { return false }
    return rows.allSatisfy { row in row.allSatisfy { Self.isCellText($0.blocks) } }
  }

  /// Short content without structure of its own.
  private static func isCellText(_ blocks: [Block]) -> Bool {
    blocks.count <= 4
      && blocks.allSatisfy { block in
        switch block {
        case .paragraph(let inlines): inlines.plainText.utf8.count < 600
        case .list(let list): list.items.count < 12
        default: false
        }
      }
  }

  static func span(_ value: String?) -> Int { min(max(value.flatMap { Int($0.trimmed) } ?? 1, 1), 200) }
}

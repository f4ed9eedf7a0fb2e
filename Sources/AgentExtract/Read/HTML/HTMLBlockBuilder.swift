import AgentCore

/// Makes blocks of a page's elements, and emits them as they are complete.
///
/// Formats (bold, links) are a set that is on or off for each stretch of text, so that crossing tags do no
/// harm; only what holds blocks (lists, quotes, tables) nests.
final class HTMLBlockBuilder: HTMLEvents {
  private let context: ReadingContext
  private var frames = [HTMLFrame(.root)]
  private var formats: [HTMLFormat] = []
  /// What closing each open element has to undo.
  private var undo: [Undo] = []
  /// Open elements that are left out, the outermost counted.
  private var skipping = 0
  private var titleText: String?

  private enum Undo {
    case nothing, paragraph, format, frame, skip, title
  }

  init(_ context: ReadingContext) { self.context = context }

  func finish() throws {
    while frames.count > 1 { try closeFrame() }
    try endParagraph()
  }

  // MARK: - Events

  func open(_ name: String, _ attributes: HTMLAttributes) throws {
    try context.budget.tick()
    if name == "title", skipping == 1, titleText == nil {
      titleText = ""
      undo.append(.title)
      return
    }
    let kind = HTMLElementKind.of(name)
    let isHidden = attributes.isHidden && !context.includes(.hidden)
    if skipping > 0 || kind == .skipped || isHidden {
      skipping += 1
      undo.append(.skip)
      return
    }
    undo.append(try kind == .block ? openBlock(name, attributes) : openInline(name, attributes))
  }

  func close(_ name: String) throws {
    switch undo.popLast() {
    case .skip: skipping -= 1
    case .paragraph: try endParagraph()
    case .format: formats.removeLast()
    case .frame: try closeFrame()
    case .title: if let title = titleText?.trimmed, !title.isEmpty { context.title = title }
    case .nothing, nil: break
    }
  }

  func text(_ text: String) throws {
    if undo.last.map({ if case .title = $0 { true } else { false } }) == true {
      titleText? += text
      return
    }
    if skipping > 0 { return }
    frames[frames.count - 1].add(text, formats)
  }

  // MARK: - Inline elements

  private func openInline(_ name: String, _ attributes: HTMLAttributes) -> Undo {
    switch name {
    case "br": frames[frames.count - 1].addBreak()
    case "img", "image":
      let alternative = attributes["alt"]?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
      let source = attributes["src"] ?? ""
      if !alternative.isEmpty {
        frames[frames.count - 1].add(
          .image(alternative: alternative, source: source.hasPrefix("data:") ? "" : source), formats)
      }
    case "input":
      if attributes["type"]?.lowercased() == "checkbox" {
        frames[frames.count - 1].isChecked = attributes["checked"] != nil
      }
    case "math":
      if let formula = attributes["alttext"] {
        frames[frames.count - 1].add(.math(formula), formats)
        skipping += 1
        return .skip
      }
    default:
      guard let format = HTMLFormat(name, attributes), !isWithinLink(format) else { return .nothing }
      if case .code = format, case .code = frames[frames.count - 1].kind {
        frames[frames.count - 1].language =
          HTMLFormat.language(attributes) ?? frames[frames.count - 1].language
      }
      formats.append(format)
      return .format
    }
    return .nothing
  }

  /// A link within a link is none, as in HTML; and a page of a million of them has no million formats.
  private func isWithinLink(_ format: HTMLFormat) -> Bool {
    guard case .link = format else { return formats.contains(format) }
    return formats.contains { if case .link = $0 { true } else { false } }
  }

  // MARK: - Block elements

  private func openBlock(_ name: String, _ attributes: HTMLAttributes) throws -> Undo {
    if case .heading = frames[frames.count - 1].kind {
      // A block in a heading is part of its line.
      frames[frames.count - 1].add(" ", formats)
      return .nothing
    }
    if case .code = frames[frames.count - 1].kind { return .nothing }
    try endParagraph()
    if name == "hr" {
      try deliver(.rule)
      return .nothing
    }
    guard frames.count < context.limits.depth, let kind = frameKind(name, attributes) else {
      return .paragraph
    }
    var frame = HTMLFrame(kind)
    frame.span = (HTMLFrame.span(attributes["colspan"]), HTMLFrame.span(attributes["rowspan"]))
    frame.isPresentation = attributes["role"] == "presentation" || attributes["role"] == "none"
    frame.language = HTMLFormat.language(attributes)
    frames.append(frame)
    return .frame
  }

  private func frameKind(_ name: String, _ attributes: HTMLAttributes) -> HTMLFrame.Kind? {
    switch name {
    case "h1", "h2", "h3", "h4", "h5", "h6": return .heading(level: Int(name.dropFirst()) ?? 6)
    case "ul", "menu", "dir": return .list(start: nil)
    case "ol": return .list(start: attributes["start"].flatMap(ListNumber.parse) ?? 1)
    case "li": if case .list = frames[frames.count - 1].kind { return .item } else { return nil }
    case "blockquote": return .quote
    case "pre", "listing", "xmp": return .code
    case "table": return .table
    case "tr": if case .table = frames[frames.count - 1].kind { return .row } else { return nil }
    case "td", "th":
      if case .row = frames[frames.count - 1].kind {
        return .cell(isHeader: name == "th")
      } else {
        return nil
      }
    case "dt": return .term
    default: return nil
    }
  }

  /// Ends what text there is as a paragraph.
  private func endParagraph() throws {
    guard let paragraph = frames[frames.count - 1].takeParagraph() else { return }
    try deliver(paragraph)
  }

  /// Puts a block into the innermost frame, or out.
  private func deliver(_ block: Block) throws {
    if frames.count == 1 { try context.emit(block) } else { frames[frames.count - 1].blocks.append(block) }
  }

  private func closeFrame() throws {
    if case .code = frames[frames.count - 1].kind {
      let frame = frames.removeLast()
      let text = frame.codeText
      if !text.allSatisfy(\.isWhitespace) { try deliver(.code(text, language: frame.language)) }
      return
    }
    try endParagraph()
    let frame = frames.removeLast()
    switch frame.kind {
    case .heading(let level):
      let inlines = frame.blocks.flatMap { block -> [Inline] in
        if case .paragraph(let inlines) = block { inlines } else { [] }
      }
      if !inlines.isBlank { try deliver(.heading(level: level, inlines)) }
    case .list(let start):
      if !frame.items.isEmpty { try deliver(.list(List(start: start, items: frame.items))) }
      // What stands in a list outside of its items comes after it.
      for block in frame.blocks { try deliver(block) }
    case .item:
      if !frame.blocks.isEmpty {
        frames[frames.count - 1].items.append(List.Item(frame.blocks, isChecked: frame.isChecked))
      }
    case .quote: if !frame.blocks.isEmpty { try deliver(.quote(frame.blocks)) }
    case .term:
      for block in frame.blocks {
        if case .paragraph(let inlines) = block {
          try deliver(.paragraph([.strong(inlines)]))
        } else {
          try deliver(block)
        }
      }
    case .cell(let isHeader):
      let cell = Table.Cell(frame.blocks, columns: frame.span.columns, rows: frame.span.rows)
      frames[frames.count - 1].cells.append(cell)
      if isHeader { frames[frames.count - 1].headerCells += 1 }
    case .row:
      guard !frame.cells.isEmpty else { break }
      let isHeader = frame.headerCells == frame.cells.count
      frames[frames.count - 1].addRow(frame.cells, isHeader: isHeader, headerCells: frame.headerCells)
    case .table: for block in frame.tableBlocks { try deliver(block) }
    case .root, .code: break
    }
  }
}

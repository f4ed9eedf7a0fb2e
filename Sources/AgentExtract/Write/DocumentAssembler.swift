/// A stretch of output with what is known of it.
struct Piece: Equatable {
  enum Kind: String {
    case text, heading, table, code, list, quote, note
    /// Output that is no part of the document: page marks and the last newline.
    case frame
  }

  /// What stands between it and the output before it.
  var gap: String
  var text: String
  var kind: Kind
  var heading: Heading?
  var page: Int?
}

/// Puts the blocks of one document together: spells each, and knows what stands between two.
struct DocumentAssembler {
  private var renderer: any BlockRenderer
  private var page: Int?
  private var previous: Block?
  private var isAtStart = true
  private var endsWithNewline = true

  init(_ renderer: any BlockRenderer) { self.renderer = renderer }

  /// The output for a block; empty when it spells nothing.
  mutating func pieces(for block: Block) -> [Piece] {
    if case .page(let number) = block {
      page = number
      previous = nil
      guard let marker = renderer.pageMarker(number) else { return [] }
      return [piece(marker, .frame, joins: false)]
    }
    let text = ControlCharacters.removed(from: renderer.render(block))
    if text.isEmpty { return [] }
    var result: [Piece] = []
    if let previous, renderer is MarkdownRenderer, MarkdownRenderer.wouldMerge(previous, block) {
      result.append(piece("<!-- -->\n", .frame, joins: false))
    }
    var next = piece(text, Self.kind(of: block), joins: joins(block))
    next.heading = Self.heading(of: block)
    result.append(next)
    previous = block
    return result
  }

  /// What closes the document: a newline where the text had none at its end.
  mutating func end() -> Piece? {
    endsWithNewline ? nil : piece("\n", .frame, joins: true)
  }

  private mutating func piece(_ text: String, _ kind: Piece.Kind, joins: Bool) -> Piece {
    var gap = ""
    if !isAtStart, !joins { gap = endsWithNewline ? "\n" : "\n\n" }
    isAtStart = false
    endsWithNewline = text.utf8.last == 0x0a
    return Piece(gap: gap, text: text, kind: kind, heading: nil, page: page)
  }

  private func joins(_ block: Block) -> Bool {
    switch (previous, block) {
    case (.passage, .passage), (.table, .tableRows), (.tableRows, .tableRows): true
    case (.note, .note): true
    default: false
    }
  }

  private static func kind(of block: Block) -> Piece.Kind {
    switch block {
    case .heading: .heading
    case .table, .tableRows: .table
    case .code: .code
    case .list: .list
    case .quote: .quote
    case .note: .note
    case .passage(let passage): passage.kind == .code ? .code : .text
    case .paragraph, .rule, .page: .text
    }
  }

  private static func heading(of block: Block) -> Heading? {
    switch block {
    case .heading(let level, let inlines): Heading(level: level, title: inlines.plainText.trimmed)
    case .passage(let passage): passage.heading
    default: nil
    }
  }
}

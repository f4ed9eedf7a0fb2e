import AgentCore

/// Web pages. A whole page streams from parser to output; for its main content (`--main`) the page is held
/// as a tree first.
struct HTMLReader: DocumentReader {
  static let mediaTypes: [MediaType] = [.html, .xhtml]

  func read(_ source: Source, in context: ReadingContext) throws {
    var text = try DecodedText(source, context.budget, declared: HTMLEncoding.declared)
    context.metadata.append(("encoding", text.encoding.name))
    if context.options.mainContent {
      let tree = HTMLTreeBuilder()
      try parse(&text, into: tree)
      context.title = tree.tree.title
      let builder = HTMLBlockBuilder(context)
      try MainContent(tree.tree).replay(into: builder)
      try builder.finish()
    } else {
      let builder = HTMLBlockBuilder(context)
      try parse(&text, into: builder)
      try builder.finish()
    }
    context.noteDamages(text.damages)
  }

  private func parse(_ text: inout DecodedText, into events: any HTMLEvents) throws {
    let parser = try HTMLParser(events)
    try text.forEachPiece { try parser.feed($0) }
    try parser.finish()
  }
}

enum HTMLEncoding {
  /// The encoding that a `<meta>` or an XML declaration names (HTML standard, "prescan a byte stream").
  static func declared(_ sample: [UInt8]) -> String? {
    if let declared = XMLDeclaration.encoding(sample) { return declared }
    let head = String(decoding: sample.prefix(4096).map { $0 < 0x80 ? $0 : 0x3f }, as: UTF8.self).lowercased()
    var rest = head[...]
    while let tag = rest.firstRange(of: "<meta") {
      rest = rest[tag.upperBound...]
      let content = rest.prefix { $0 != ">" }
      guard let mark = content.firstRange(of: "charset") else { continue }
      let value = content[mark.upperBound...].drop { $0.isWhitespace || $0 == "=" || $0 == "\"" || $0 == "'" }
      let label = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ":" }
      if !label.isEmpty { return String(label) }
    }
    return nil
  }
}

extension Substring {
  /// Where `text` first occurs.
  func firstRange(of text: String) -> Range<Index>? {
    guard let first = text.first else { return nil }
    var cursor = startIndex
    while let found = self[cursor...].firstIndex(of: first) {
      if self[found...].hasPrefix(text) { return found..<index(found, offsetBy: text.count) }
      cursor = index(after: found)
    }
    return nil
  }
}

import AgentCore

/// Text without markup, in any encoding: it streams through as it is.
struct PlainTextReader: DocumentReader {
  static let mediaTypes: [MediaType] = [.plainText]

  func read(_ source: Source, in context: ReadingContext) throws {
    var text = try DecodedText(source, context.budget)
    context.metadata.append(("encoding", text.encoding.name))
    try text.forEachPiece { try context.emit(.passage(Passage($0, kind: .text))) }
    context.noteDamages(text.damages)
  }
}

extension ReadingContext {
  func noteDamages(_ count: Int) {
    if count > 0 { note("\(count) places were not valid in its encoding and read U+FFFD now") }
  }
}

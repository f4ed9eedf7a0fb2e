import AgentCore

/// Source code, configuration and data in text: as it is when it is the only input, in a fence that names
/// its language when it stands among other files.
struct SourceCodeReader: DocumentReader {
  static let mediaTypes: [MediaType] = [
    .sourceCode, .json, .ndjson, .xml, MediaType("text/json"), MediaType("text/xml"),
  ]

  func read(_ source: Source, in context: ReadingContext) throws {
    var text = try DecodedText(source, context.budget, declared: XMLDeclaration.encoding)
    context.metadata.append(("encoding", text.encoding.name))
    if let language = context.fence {
      try context.emit(.code(text.whole(), language: language))
    } else {
      try text.forEachPiece { try context.emit(.passage(Passage($0, kind: .code))) }
    }
    context.noteDamages(text.damages)
  }
}

enum XMLDeclaration {
  /// The encoding that `<?xml … encoding="…"?>` names.
  static func encoding(_ head: [UInt8]) -> String? {
    guard head.starts(with: Array("<?xml".utf8)) else { return nil }
    let declaration = String(decoding: head.prefix(256).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
    let words = declaration.split { $0 == "=" || $0.isWhitespace || $0 == "\"" || $0 == "'" || $0 == "?" }
    return words.firstIndex(of: "encoding").flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
  }
}

import AgentCore

/// Word documents (Office Open XML, ECMA-376): the main part streams, everything else is small.
struct DOCXReader: DocumentReader {
  static let mediaTypes: [MediaType] = [
    .docx, MediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.template"),
    MediaType("application/vnd.ms-word.document.macroenabled.12"),
  ]

  func read(_ source: Source, in context: ReadingContext) throws {
    let package = try DOCXPackage(source, context.budget)
    try readProperties(package, context)
    let body = DOCXBody(
      package, styles: DOCXStyles(try package.tree(relatedAs: "styles")),
      numbering: DOCXNumbering(try package.tree(relatedAs: "numbering")), context)
    if context.includes(.headers) { try emitParts("header", package, body, context) }
    try readMainPart(package, body, context)
    for block in body.finish() { try context.emit(block) }
    for block in try body.notes() { try context.emit(block) }
    if context.includes(.headers) { try emitParts("footer", package, body, context) }
    if body.hiddenRuns > 0 { context.note("left out \(body.hiddenRuns) stretches of hidden text") }
  }

  /// Emits the body's children one by one; what only wraps others (`sdt`, `ins`, custom XML) is entered.
  private func readMainPart(_ package: DOCXPackage, _ body: DOCXBody, _ context: ReadingContext) throws {
    guard let stream = try package.archive.open(package.mainPart, package.account) else { return }
    let reader = try XMLPullReader(stream, name: package.mainPart)
    var more = try reader.nextElement()
    while more {
      switch reader.elementName {
      case "document", "body", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag":
        more = try reader.nextElement()
      case "p", "tbl", "AlternateContent", "del", "moveFrom":
        for block in try body.blocks(for: reader.expand()) { try context.emit(block) }
        more = try reader.skipElement()
      default:
        more = try reader.skipElement()
      }
    }
  }

  private func readProperties(_ package: DOCXPackage, _ context: ReadingContext) throws {
    guard let tree = try package.tree("docProps/core.xml"), let root = tree.root else { return }
    for element in root.children {
      let text = element.text.trimmed
      if text.isEmpty { continue }
      switch element.name {
      case "title": context.title = text
      case "creator": context.metadata.append(("author", text))
      case "created": context.metadata.append(("created", text))
      case "modified": context.metadata.append(("modified", text))
      default: break
      }
    }
  }

  /// Headers or footers, each once.
  private func emitParts(
    _ kind: String, _ package: DOCXPackage, _ body: DOCXBody, _ context: ReadingContext
  ) throws {
    let parts = Set(package.relations.filter { $0.type.hasSuffix("/" + kind) }.map(\.target))
    var seen: [[Block]] = []
    for part in parts.sorted() {
      guard let tree = try package.tree(part), let root = tree.root else { continue }
      let blocks = body.contents(of: root)
      if blocks.isEmpty || seen.contains(blocks) { continue }
      seen.append(blocks)
      for block in blocks { try context.emit(block) }
    }
  }
}

import AgentCore

/// The parts of a Word document and the relations between them (ECMA-376 part 2).
struct DOCXPackage {
  struct Relation {
    let id: String
    let type: String
    let target: String
    let isExternal: Bool
  }

  let archive: ZipArchive
  let account: InflationAccount
  /// The name of the main part, `word/document.xml` as a rule.
  let mainPart: String
  /// The main part's relations, in their order: of two of a kind the first counts.
  let relations: [Relation]
  private let links: [String: String]

  init(_ source: Source, _ budget: Budget) throws(AgentError) {
    let file = try source.file(budget)
    archive = try ZipArchive(file.fd, size: file.size, limits: budget.limits)
    account = InflationAccount(budget)
    let top = try Self.relations(of: "", archive, account)
    let main = top.first { $0.type.hasSuffix("/officeDocument") }?.target ?? "word/document.xml"
    guard archive.entries[main] != nil else {
      throw AgentError(.badData, "damaged: it has no document part")
    }
    mainPart = main
    relations = try Self.relations(of: main, archive, account)
    let pairs = relations.lazy.filter(\.isExternal).map { ($0.id, $0.target) }
    links = Dictionary(pairs) { first, _ in first }
  }

  /// A part of the main part's relations as a tree, or nil when there is none.
  func tree(relatedAs kind: String) throws(AgentError) -> XMLTree? {
    guard let relation = relations.first(where: { $0.type.hasSuffix("/" + kind) && !$0.isExternal })
    else { return nil }
    return try tree(relation.target)
  }

  /// Where a link of the main part leads out of the document, or nil where it does not.
  func address(_ id: String) -> String? { links[id] }

  func tree(_ part: String) throws(AgentError) -> XMLTree? {
    guard let bytes = try archive.read(part, account) else { return nil }
    return try XMLTree(bytes, name: part)
  }

  /// The relations that `folder/_rels/name.rels` holds, targets made names of parts.
  static func relations(
    of part: String, _ archive: ZipArchive, _ account: InflationAccount
  ) throws(AgentError) -> [Relation] {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let name = slash.map { part[part.index(after: $0)...] } ?? part[...]
    guard let bytes = try archive.read("\(folder)_rels/\(name).rels", account) else { return [] }
    let tree = try XMLTree(bytes, name: "\(folder)_rels/\(name).rels")
    guard let root = tree.root else { return [] }
    return root.children.compactMap { element in
      guard let id = element["Id"], let target = element["Target"] else { return nil }
      let isExternal = element["TargetMode"] == "External"
      return Relation(
        id: id, type: element["Type"] ?? "", target: isExternal ? target : resolved(target, folder),
        isExternal: isExternal)
    }
  }

  /// A target relative to a folder of the package.
  private static func resolved(_ target: String, _ folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

import AgentCore

/// Turns the block-level elements of a Word document into blocks.
final class DOCXBody {
  let package: DOCXPackage
  let styles: DOCXStyles
  let options: ExtractOptions
  private var numbering: DOCXNumbering
  private var flow = DOCXFlow()
  /// Fields may begin in one paragraph and end in a later one.
  var fields: [DOCXField] = []
  /// Notes that were referred to, in order.
  private var references: [DOCXNoteReference] = []
  private var labels: [DOCXNoteReference.Kind: [String: String]] = [:]
  /// A large first letter, which Word keeps in a frame of its own before its paragraph.
  private var dropCap: [Inline] = []
  /// Stretches of hidden text that were left out.
  var hiddenRuns = 0

  init(_ package: DOCXPackage, styles: DOCXStyles, numbering: DOCXNumbering, _ context: ReadingContext) {
    self.package = package
    self.styles = styles
    self.numbering = numbering
    options = context.options
  }

  /// The blocks that are complete once this child of the body has come.
  func blocks(for element: XMLElement) -> [Block] { add(element, to: &flow) }

  /// What is still open at the end.
  func finish() -> [Block] { flow.finish() }

  /// All the blocks in an element of its own: a cell, a note, a text box.
  func contents(of parent: XMLElement) -> [Block] {
    var inner = DOCXFlow()
    // A cell ends every field that it begins.
    let outerFields = fields
    fields = []
    defer { fields = outerFields }
    var blocks: [Block] = []
    for child in parent.children { blocks += add(child, to: &inner) }
    return blocks + inner.finish()
  }

  private func add(_ element: XMLElement, to flow: inout DOCXFlow) -> [Block] {
    switch element.name {
    case "p": return addParagraph(element, to: &flow)
    case "tbl": return flow.add(.block(DOCXTable.block(element, self)))
    case "sdt":
      return element.child("sdtContent").map { addChildren(of: $0, to: &flow) } ?? []
    case "ins", "moveTo", "customXml", "smartTag", "txbxContent": return addChildren(of: element, to: &flow)
    case "del", "moveFrom":
      return options.include.contains(.changes) ? addChildren(of: element, to: &flow) : []
    case "AlternateContent":
      return DOCXAlternate.chosen(element).map { addChildren(of: $0, to: &flow) } ?? []
    default: return []
    }
  }

  private func addChildren(of element: XMLElement, to flow: inout DOCXFlow) -> [Block] {
    var blocks: [Block] = []
    for child in element.children { blocks += add(child, to: &flow) }
    return blocks
  }

  private func addParagraph(_ element: XMLElement, to flow: inout DOCXFlow) -> [Block] {
    let properties = element.child("pPr")
    let style = properties?.child("pStyle")?["val"]
    var builder = DOCXInlineBuilder(self, hidesAll: styles.isHidden(style))
    builder.add(childrenOf: element)
    let content = dropCap + builder.finish()
    dropCap = []
    if let cap = properties?.child("framePr")?["dropCap"], cap != "none" {
      dropCap = content
      return []
    }
    var blocks: [Block] = []
    // An empty paragraph is only a gap, but in code it is a line.
    if !content.isBlank || (flow.isInCode && styles.isCode(style)) {
      blocks += flow.add(classified(content, properties, style))
    }
    for box in builder.boxes { blocks += flow.add(.block(box)) }
    return blocks
  }

  private func classified(_ content: [Inline], _ properties: XMLElement?, _ style: String?)
    -> DOCXFlow.Element
  {
    if styles.isCode(style) { return .code(content.codeText) }
    let direct = properties?.child("outlineLvl")?["val"].flatMap { Int($0) }
    if let level = direct.flatMap({ $0 < 9 ? $0 + 1 : nil }) ?? styles.headingLevel(style) {
      return .block(.heading(level: min(level, 6), content.withoutBold))
    }
    let indent = properties?.child("ind")
    let left = DOCXIndent.left(indent)
    let inherited = styles.numbering(style)
    if let reference = DOCXNumbering.Reference(properties?.child("numPr"), inherited: inherited) ?? inherited,
      let level = numbering.level(reference)
    {
      let number = numbering.count(reference)
      let textIndent = left ?? level.leftIndent ?? 720 * (reference.level + 1)
      let (task, text) = DOCXTask.split(content)
      return .item(level: reference.level, number: number, isChecked: task, text, textIndent: textIndent)
    }
    let styleLeft = styles.leftIndent(style) ?? 0
    if styles.isQuote(style) { return .quote(content, indent: left ?? styleLeft) }
    let hanging = DOCXIndent.value(indent, "hanging") ?? 0
    if let left, left - hanging - styleLeft > 0 { return .quote(content, indent: left) }
    return .paragraph(content, indent: left ?? styleLeft)
  }

  // MARK: - Notes

  /// Makes the label for a reference, and remembers to print the note: once, also where it is referred to
  /// again, be it by itself.
  func reference(_ kind: DOCXNoteReference.Kind, _ id: String) -> String {
    if let label = labels[kind]?[id] { return label }
    let label: String
    switch kind {
    case .footnote, .endnote:
      label = "\((labels[.footnote]?.count ?? 0) + (labels[.endnote]?.count ?? 0) + 1)"
    case .comment: label = "c\((labels[.comment]?.count ?? 0) + 1)"
    }
    labels[kind, default: [:]][id] = label
    references.append(DOCXNoteReference(kind: kind, id: id, label: label))
    return label
  }

  /// The notes that were referred to. Notes of notes come, too.
  func notes() throws -> [Block] {
    var trees: [DOCXNoteReference.Kind: XMLTree] = [:]
    for kind in Set(references.map(\.kind)) { trees[kind] = try package.tree(relatedAs: kind.part) }
    var blocks: [Block] = []
    var index = 0
    while index < references.count {
      let reference = references[index]
      index += 1
      guard let root = trees[reference.kind]?.root else { continue }
      for element in root.children where element["id"] == reference.id {
        var content = contents(of: element)
        if reference.kind == .comment, let author = element["author"] {
          content.insert(.paragraph([.emphasis([.text(author)])]), at: 0)
        }
        blocks.append(.note(label: reference.label, content))
        break
      }
    }
    return blocks
  }
}

struct DOCXNoteReference {
  enum Kind: Hashable {
    case footnote, endnote, comment

    /// The name of the relation to the part that holds them.
    var part: String {
      switch self {
      case .footnote: "footnotes"
      case .endnote: "endnotes"
      case .comment: "comments"
      }
    }
  }

  let kind: Kind
  let id: String
  let label: String
}

/// `mc:AlternateContent`: one of several spellings of the same thing (ECMA-376 part 3).
enum DOCXAlternate {
  static func chosen(_ element: XMLElement) -> XMLElement? {
    element.child("Choice") ?? element.child("Fallback")
  }
}

/// Task lists, which Word has not: a box at the beginning of an item.
enum DOCXTask {
  static func split(_ content: [Inline]) -> (isChecked: Bool?, [Inline]) {
    let content = InlineCleaner.trimmed(content)
    guard case .text(let text) = content.first, let mark = text.first else { return (nil, content) }
    let isChecked: Bool
    switch mark {
    case "☐": isChecked = false
    case "☒", "☑": isChecked = true
    default: return (nil, content)
    }
    return (isChecked, [.text(String(text.dropFirst().drop(while: \.isWhitespace)))] + content.dropFirst())
  }
}

extension Array where Element == Inline {
  /// Bold says nothing in a heading.
  fileprivate var withoutBold: [Inline] {
    flatMap { inline -> [Inline] in
      if case .strong(let inner) = inline { return inner.withoutBold }
      return [inline]
    }
  }

  /// The text of a code paragraph, breaks being newlines.
  fileprivate var codeText: String {
    map { inline in
      switch inline {
      case .lineBreak: "\n"
      default: [inline].plainText
      }
    }.joined()
  }
}

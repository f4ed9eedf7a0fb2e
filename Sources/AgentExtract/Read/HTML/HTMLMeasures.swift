/// Figures on every node of a page, gathered in one pass from the last node to the first.
struct HTMLMeasures {
  struct Measure {
    /// Bytes of text, blanks folded, without scripts and styles.
    var text = 0
    /// Bytes of text in links.
    var linkText = 0
    var links = 0
    var commas = 0
    /// Ends of sentences.
    var sentences = 0
    var paragraphs = 0
    var images = 0
    var headings = 0
    /// Whether an element below it is a block.
    var hasBlocks = false
    var hasHeaderCells = false
    /// Whether it is or holds preformatted text.
    var isCode = false
  }

  private var measures: [Measure]
  private let total: Int

  init(_ tree: HTMLTree) {
    var measures = [Measure](repeating: Measure(), count: tree.nodes.count)
    for index in tree.nodes.indices.reversed() {
      let node = tree.nodes[index]
      if node.name.isEmpty {
        Self.countText(node.text, into: &measures[index])
      } else {
        Self.countElement(node.name, into: &measures[index])
        if HTMLElementKind.of(node.name) == .skipped, node.name != "head" { measures[index] = Measure() }
      }
      guard node.parent >= 0, node.name != "head" else { continue }
      Self.add(measures[index], of: node.name, to: &measures[node.parent])
    }
    self.measures = measures
    total = measures.first?.text ?? 0
  }

  subscript(index: Int) -> Measure { measures[index] }

  /// The share of text that is in links.
  func linkDensity(_ index: Int) -> Double {
    let measure = measures[index]
    return measure.text == 0 ? 0 : Double(measure.linkText) / Double(measure.text)
  }

  /// Whether most of the page's text is in it, whatever its name says.
  func holdsMost(_ index: Int) -> Bool { measures[index].text * 2 > total }

  private static func countText(_ text: String, into measure: inout Measure) {
    var wasBlank = true
    for scalar in text.unicodeScalars {
      let isBlank = scalar.properties.isWhitespace
      if !isBlank || !wasBlank { measure.text += scalar.utf8.count }
      wasBlank = isBlank
      switch scalar {
      case ",", "،", "、", "，", "﹐", "︐": measure.commas += 1
      case ".", "。", "!", "?": measure.sentences += 1
      default: break
      }
    }
    if measure.text == 1, wasBlank { measure.text = 0 }
  }

  private static func countElement(_ name: String, into measure: inout Measure) {
    switch name {
    case "a":
      measure.linkText = measure.text
      measure.links += 1
    case "p": measure.paragraphs += 1
    case "img", "picture", "figure": measure.images += 1
    case "h1", "h2", "h3", "h4", "h5", "h6": measure.headings += 1
    case "th", "caption": measure.hasHeaderCells = true
    case "pre", "code": measure.isCode = true
    default: break
    }
  }

  private static func add(_ child: Measure, of name: String, to parent: inout Measure) {
    parent.text += child.text
    parent.linkText += child.linkText
    parent.links += child.links
    parent.commas += child.commas
    parent.sentences += child.sentences
    parent.paragraphs += child.paragraphs
    parent.images += child.images
    parent.headings += child.headings
    parent.hasBlocks = parent.hasBlocks || child.hasBlocks || HTMLElementKind.of(name) == .block
    parent.hasHeaderCells = parent.hasHeaderCells || child.hasHeaderCells
    parent.isCode = parent.isCode || child.isCode
  }
}

import AgentCore

/// The styles of a Word document, as far as they say what a paragraph or run is (ECMA-376 part 1, 17.7).
struct DOCXStyles {
  struct Style {
    var name = ""
    var basedOn: String?
    var outlineLevel: Int?
    var numbering: DOCXNumbering.Reference?
    var leftIndent: Int?
    var run = DOCXRunFormat()
  }

  private var styles: [String: Style] = [:]

  init() {}

  init(_ tree: XMLTree?) {
    guard let root = tree?.root else { return }
    for element in root.children where element.name == "style" {
      guard let id = element["styleId"] else { continue }
      var style = Style()
      style.name = element.child("name")?["val"]?.lowercased() ?? ""
      style.basedOn = element.child("basedOn")?["val"]
      if let properties = element.child("pPr") {
        style.outlineLevel = properties.child("outlineLvl")?["val"].flatMap(Int.init)
        style.numbering = DOCXNumbering.Reference(properties.child("numPr"))
        style.leftIndent = DOCXIndent.left(properties.child("ind"))
      }
      if let properties = element.child("rPr") { style.run = DOCXRunFormat(properties) }
      styles[id] = style
    }
  }

  /// The style and those it is based on, nearest first.
  private func chain(_ id: String?) -> [Style] {
    var chain: [Style] = []
    var next = id
    while let id = next, let style = styles[id], chain.count < 32 {
      chain.append(style)
      next = style.basedOn
    }
    return chain
  }

  /// The level of the heading that a paragraph of this style is, 1 to 9; nil for no heading.
  func headingLevel(_ id: String?) -> Int? {
    for style in chain(id) {
      if style.name == "title" { return 1 }
      if style.name.hasPrefix("heading "), let level = Int(style.name.dropFirst(8)), level <= 9 {
        return max(level, 1)
      }
      // Level 9 only keeps it out of tables of contents, as the heading of such a table.
      if let level = style.outlineLevel, level < 9 { return level + 1 }
    }
    // A document without a style part still says what it means.
    if let id, id.lowercased().hasPrefix("heading"), let level = Int(id.dropFirst(7)), (1...9).contains(level)
    {
      return level
    }
    return nil
  }

  func numbering(_ id: String?) -> DOCXNumbering.Reference? { chain(id).lazy.compactMap(\.numbering).first }

  func leftIndent(_ id: String?) -> Int? { chain(id).lazy.compactMap(\.leftIndent).first }

  func isQuote(_ id: String?) -> Bool {
    chain(id).contains { style in
      ["quote", "intense quote", "block text", "block quote", "block quotation", "blockquote", "quotations"]
        .contains(style.name)
    }
  }

  func isCode(_ id: String?) -> Bool {
    chain(id).contains { style in
      ["source code", "html preformatted", "preformatted text", "code", "code block", "macro text"]
        .contains(style.name) || style.name.hasPrefix("source code")
    }
  }

  func isInlineCode(_ id: String?) -> Bool {
    chain(id).contains { style in
      [
        "verbatim char", "source text", "html code", "html typewriter", "html keyboard", "html sample",
        "code",
        "code char", "inline code", "source code char",
      ]
      .contains(style.name)
    }
  }

  /// What a character style adds to a run.
  func runFormat(_ id: String?) -> DOCXRunFormat {
    var format = DOCXRunFormat()
    for style in chain(id).reversed() { format.apply(style.run) }
    return format
  }

  /// Whether a paragraph style hides its text.
  func isHidden(_ id: String?) -> Bool { chain(id).lazy.compactMap(\.run.isHidden).first ?? false }
}

/// Indents of a paragraph, in twentieths of a point.
enum DOCXIndent {
  static func left(_ element: XMLElement?) -> Int? { value(element, "left") ?? value(element, "start") }

  /// What is wider than any page counts as that, so that sums of such values stay in range.
  static func value(_ element: XMLElement?, _ name: String) -> Int? {
    element?[name].flatMap { Int($0) }.map { min(max($0, -31_680), 31_680) }
  }
}

/// The format of a run, each part given or not.
struct DOCXRunFormat {
  var isBold: Bool?
  var isItalic: Bool?
  var isStruck: Bool?
  var isHidden: Bool?
  /// `superscript`, `subscript` or `baseline`.
  var verticalAlign: String?
  var characterStyle: String?

  init() {}

  init(_ properties: XMLElement) {
    for element in properties.children {
      switch element.name {
      case "b": isBold = Self.isOn(element)
      case "i": isItalic = Self.isOn(element)
      case "strike", "dstrike": isStruck = Self.isOn(element)
      case "vanish", "specVanish": isHidden = Self.isOn(element)
      case "vertAlign": verticalAlign = element["val"]
      case "rStyle": characterStyle = element["val"]
      default: break
      }
    }
  }

  mutating func apply(_ other: DOCXRunFormat) {
    isBold = other.isBold ?? isBold
    isItalic = other.isItalic ?? isItalic
    isStruck = other.isStruck ?? isStruck
    isHidden = other.isHidden ?? isHidden
    verticalAlign = other.verticalAlign ?? verticalAlign
  }

  /// An on-off property is on without a value, too.
  static func isOn(_ element: XMLElement) -> Bool {
    !["0", "false", "off", "none"].contains(element["val"] ?? "1")
  }
}

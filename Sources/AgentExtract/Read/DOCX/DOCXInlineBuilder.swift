/// Turns what is in a paragraph into inlines: runs with their formats, links, fields, notes, formulas.
struct DOCXInlineBuilder {
  private let body: DOCXBody
  private let hidesAll: Bool
  private var inlines: [Inline] = []
  /// Text boxes that are anchored in the paragraph; they follow it.
  private(set) var boxes: [Block] = []

  init(_ body: DOCXBody, hidesAll: Bool) {
    self.body = body
    self.hidesAll = hidesAll
  }

  /// The paragraph's content. Fields that are still open go on in the next one.
  mutating func finish() -> [Inline] {
    var content = inlines
    for index in body.fields.indices {
      content += body.fields[index].inlines
      body.fields[index].result = []
    }
    return content
  }

  mutating func add(childrenOf element: XMLElement) {
    for child in element.children { add(child) }
  }

  private mutating func add(_ element: XMLElement) {
    switch element.name {
    case "r": addRun(element)
    case "hyperlink": addLink(element)
    case "fldSimple": addSimpleField(element)
    case "sdt": if let content = element.child("sdtContent") { addControl(element, content) }
    case "smartTag", "customXml", "dir", "bdo": add(childrenOf: element)
    case "ins", "moveTo": addChange(element, "{++", "++}")
    case "del", "moveFrom": if body.options.include.contains(.changes) { addChange(element, "{--", "--}") }
    case "commentReference": addComment(element)
    case "oMath": append([.math(DOCXMath.latex(element))])
    case "oMathPara":
      for formula in element.children where formula.name == "oMath" {
        append([.math(DOCXMath.latex(formula))])
      }
    case "AlternateContent": if let chosen = DOCXAlternate.chosen(element) { add(childrenOf: chosen) }
    default: break
    }
  }

  /// Into the result of the innermost open field, or into the paragraph.
  private mutating func append(_ content: [Inline]) {
    if body.fields.isEmpty {
      inlines += content
    } else if body.fields[body.fields.count - 1].showsResult {
      body.fields[body.fields.count - 1].result += content
    }
  }

  /// The inlines that `build` adds, apart.
  private mutating func collected(_ build: (inout DOCXInlineBuilder) -> Void) -> [Inline] {
    let (outer, fields) = (inlines, body.fields)
    inlines = []
    body.fields = []
    build(&self)
    let content = finish()
    inlines = outer
    body.fields = fields
    return content
  }

  private mutating func addChange(_ element: XMLElement, _ open: String, _ close: String) {
    let marks = body.options.include.contains(.changes)
    if marks { append([.text(open)]) }
    add(childrenOf: element)
    if marks { append([.text(close)]) }
  }

  private mutating func addLink(_ element: XMLElement) {
    let content = collected { $0.add(childrenOf: element) }
    guard let address = element["id"].flatMap(body.package.address) else { return append(content) }
    append(content.isBlank ? content : [.link(content, target: address)])
  }

  private mutating func addSimpleField(_ element: XMLElement) {
    let content = collected { $0.add(childrenOf: element) }
    append(DOCXField(instruction: element["instr"] ?? "", showsResult: true, result: content).inlines)
  }

  private mutating func addControl(_ element: XMLElement, _ content: XMLElement) {
    if let box = element.child("sdtPr")?.child("checkbox") {
      let isChecked = box.child("checked").map(DOCXRunFormat.isOn) ?? false
      return append([.text(isChecked ? "☒" : "☐")])
    }
    // A control may hold whole paragraphs even where a run is expected.
    for child in content.children {
      if child.name == "p" { add(childrenOf: child) } else { add(child) }
    }
  }

  private mutating func addComment(_ element: XMLElement) {
    guard body.options.include.contains(.comments), let id = element["id"] else { return }
    append([.note(body.reference(.comment, id))])
  }

  // MARK: - Runs

  private mutating func addRun(_ run: XMLElement) {
    var format = DOCXRunFormat()
    if let properties = run.child("rPr") {
      let direct = DOCXRunFormat(properties)
      format = body.styles.runFormat(direct.characterStyle)
      format.apply(direct)
      format.characterStyle = direct.characterStyle
    }
    let isHidden = format.isHidden ?? hidesAll
    if isHidden, !body.options.include.contains(.hidden) {
      // A hidden run may still hold the marks of a field.
      if run.child("t") != nil { body.hiddenRuns += 1 }
      for child in run.children where child.name == "fldChar" || child.name == "instrText" {
        addContent(child, format)
      }
      return
    }
    for child in run.children { addContent(child, format) }
  }

  private mutating func addContent(_ element: XMLElement, _ format: DOCXRunFormat) {
    switch element.name {
    case "t", "delText": append(formatted(.text(element.text), format))
    case "tab", "ptab": append(formatted(.text(" "), format))
    case "br": if element["type"] == nil || element["type"] == "textWrapping" { append([.lineBreak]) }
    case "cr": append([.lineBreak])
    case "noBreakHyphen": append(formatted(.text("\u{2011}"), format))
    case "sym": if let text = DOCXSymbol.text(element) { append(formatted(.text(text), format)) }
    case "fldChar": addFieldMark(element)
    case "instrText":
      if !body.fields.isEmpty { body.fields[body.fields.count - 1].instruction += element.text }
    case "footnoteReference": addNote(.footnote, element)
    case "endnoteReference": addNote(.endnote, element)
    case "commentReference": addComment(element)
    case "drawing", "pict", "object": addDrawing(element)
    case "AlternateContent":
      if let chosen = DOCXAlternate.chosen(element) {
        for child in chosen.children { addContent(child, format) }
      }
    case "ruby": if let base = element.child("rubyBase") { add(childrenOf: base) }
    default: break
    }
  }

  private func formatted(_ inline: Inline, _ format: DOCXRunFormat) -> [Inline] {
    var inline = inline
    let isCode = body.styles.isInlineCode(format.characterStyle)
    if isCode { inline = .code([inline].plainText) }
    switch format.verticalAlign {
    case "superscript": inline = .superscript([inline])
    case "subscript": inline = .subscript([inline])
    default: break
    }
    if isCode { return [inline] }
    if format.isStruck == true { inline = .strikethrough([inline]) }
    if format.isItalic == true { inline = .emphasis([inline]) }
    if format.isBold == true { inline = .strong([inline]) }
    return [inline]
  }

  private mutating func addFieldMark(_ element: XMLElement) {
    switch element["fldCharType"] {
    case "begin":
      var field = DOCXField()
      if let box = element.child("ffData")?.child("checkBox") {
        field.checkBox = (box.child("checked") ?? box.child("default")).map(DOCXRunFormat.isOn) ?? false
      }
      if body.fields.count < 64 { body.fields.append(field) }
    case "separate": if !body.fields.isEmpty { body.fields[body.fields.count - 1].showsResult = true }
    case "end": if let field = body.fields.popLast() { append(field.inlines) }
    default: break
    }
  }

  private mutating func addNote(_ kind: DOCXNoteReference.Kind, _ element: XMLElement) {
    if let id = element["id"] { append([.note(body.reference(kind, id))]) }
  }

  /// Pictures by their descriptions, and the text of boxes. Shapes may be grouped.
  private mutating func addDrawing(_ element: XMLElement) {
    for child in element.children {
      switch child.name {
      case "docPr":
        if let text = child["descr"], !text.trimmed.isEmpty, Self.isPicture(element) {
          append([.image(alternative: text.trimmed, source: "")])
        }
      case "txbxContent": boxes += body.contents(of: child)
      case "AlternateContent": if let chosen = DOCXAlternate.chosen(child) { addDrawing(chosen) }
      default: addDrawing(child)
      }
    }
  }

  private static func isPicture(_ element: XMLElement) -> Bool {
    element.child("graphic")?.child("graphicData")?.child("pic") != nil
  }
}

/// `<w:sym>`: characters of symbol fonts, which sit in the private use area.
enum DOCXSymbol {
  static func text(_ element: XMLElement) -> String? {
    guard let code = element["char"].flatMap({ UInt32($0, radix: 16) }) else { return nil }
    let plain = code & 0xf000 == 0xf000 ? code & 0xff : code
    let font = element["font"]?.lowercased() ?? ""
    if font.hasPrefix("wingdings") { return wingdings[plain] ?? "•" }
    if font.hasPrefix("symbol"), let text = symbol[plain] { return text }
    return Unicode.Scalar(plain).map { String(Character($0)) }
  }

  private static let wingdings: [UInt32: String] = [
    0x4a: "☺", 0x6c: "●", 0x6e: "■", 0x6f: "□", 0xa8: "☐", 0xfe: "☒", 0xfd: "☒", 0xfb: "✗", 0xfc: "✓",
    0xe0: "→", 0xdf: "←", 0xe1: "↑", 0xe2: "↓", 0xd8: "➢", 0xa7: "▪", 0xf0: "⇨",
  ]

  private static let symbol: [UInt32: String] = [
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x65: "ε", 0x6c: "λ", 0x6d: "μ", 0x70: "π", 0x73: "σ",
    0x74: "τ", 0x71: "θ", 0x77: "ω", 0x57: "Ω", 0x44: "Δ", 0x53: "Σ", 0xb7: "•", 0xa3: "≤", 0xb3: "≥",
    0xb9: "≠", 0xbb: "≈", 0xb1: "±", 0xb4: "×", 0xae: "→", 0xac: "←", 0xde: "⇒", 0xce: "∈", 0xa5: "∞",
    0xd6: "√", 0xe5: "∑", 0xf2: "∫", 0xb0: "°", 0xd9: "∧", 0xda: "∨", 0xd7: "⋅",
  ]
}

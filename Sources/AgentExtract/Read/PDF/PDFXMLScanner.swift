/// Reads the output of `pdftohtml -xml`, whose every element stands in a line of its own.
struct PDFXMLScanner {
  private struct Font {
    let size: Double
    let isMonospaced: Bool
  }

  private var fonts: [Int: Font] = [:]
  private var page: PDFPage?

  /// - Returns: the page that this line completes.
  mutating func line(_ line: Substring) -> PDFPage? {
    // Some versions print remarks on links before the tag.
    let line = line.drop { $0 != "<" }
    if line.hasPrefix("<text ") {
      addText(line)
    } else if line.hasPrefix("<fontspec ") {
      let attributes = Self.attributes(line)
      let family = attributes["family"]?.lowercased() ?? ""
      fonts[attributes["id"].flatMap { Int($0) } ?? -1] = Font(
        size: attributes["size"].flatMap { Double($0) } ?? 12, isMonospaced: Self.isMonospaced(family))
    } else if line.hasPrefix("<page ") {
      let attributes = Self.attributes(line)
      page = PDFPage(
        number: attributes["number"].flatMap { Int($0) } ?? 1,
        width: attributes["width"].flatMap { Double($0) } ?? 0,
        height: attributes["height"].flatMap { Double($0) } ?? 0)
    } else if line.hasPrefix("</page>") {
      defer { page = nil }
      return page
    }
    return nil
  }

  private mutating func addText(_ line: Substring) {
    guard let open = line.firstIndex(of: ">") else { return }
    let attributes = Self.attributes(line[...open])
    var content = line[line.index(after: open)...]
    if content.hasSuffix("</text>") { content = content.dropLast(7) }
    let runs = Self.runs(content)
    if runs.allSatisfy({ $0.text.allSatisfy(\.isWhitespace) }) { return }
    func number(_ name: Substring) -> Double { attributes[name].flatMap { Double($0) } ?? 0 }
    let font = fonts[Int(number("font"))] ?? Font(size: number("height"), isMonospaced: false)
    page?.items.append(
      PDFPage.Item(
        top: number("top"), left: number("left"), width: number("width"), height: max(number("height"), 1),
        size: max(font.size, 1), isMonospaced: font.isMonospaced, runs: runs))
  }

  /// The text of an item with its bold, italic and linked parts.
  private static func runs(_ content: Substring) -> [PDFPage.Run] {
    var runs: [PDFPage.Run] = []
    var state = PDFPage.Run(text: "")
    var rest = content
    while !rest.isEmpty {
      if rest.first == "<", let close = rest.firstIndex(of: ">") {
        let tag = rest[rest.index(after: rest.startIndex)..<close]
        switch tag {
        case "b": state.isBold = true
        case "/b": state.isBold = false
        case "i": state.isItalic = true
        case "/i": state.isItalic = false
        case "/a": state.link = nil
        default: if tag.hasPrefix("a ") { state.link = attributes(rest[...close])["href"] }
        }
        rest = rest[rest.index(after: close)...]
        continue
      }
      let text = rest.prefix { $0 != "<" }
      rest = rest[text.endIndex...]
      if text.isEmpty { break }
      var run = state
      run.text = decoded(text)
      runs.append(run)
    }
    return runs
  }

  /// `name="value"` pairs of a tag.
  private static func attributes(_ tag: Substring) -> [Substring: String] {
    var result: [Substring: String] = [:]
    var rest = tag
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].split(separator: " ").last ?? ""
      let value = rest[rest.index(after: equals)...]
      guard value.first == "\"" else { break }
      let body = value.dropFirst()
      guard let end = body.firstIndex(of: "\"") else { break }
      result[name] = decoded(body[..<end])
      rest = body[body.index(after: end)...]
    }
    return result
  }

  /// Resolves the five named entities of XML and numeric ones.
  private static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
    var result = ""
    var rest = text
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      guard let end = rest.prefix(12).firstIndex(of: ";") else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      let name = rest[rest.index(after: mark)..<end]
      rest = rest[rest.index(after: end)...]
      switch name {
      case "amp": result += "&"
      case "lt": result += "<"
      case "gt": result += ">"
      case "quot": result += "\""
      case "apos": result += "'"
      default:
        let code = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
        if let scalar = code.flatMap(Unicode.Scalar.init) { result.unicodeScalars.append(scalar) }
      }
    }
    return result + rest
  }

  private static func isMonospaced(_ family: String) -> Bool {
    [
      "mono", "courier", "consol", "menlo", "typewriter", "cmtt", "lettergothic", "fixed", "sourcecode",
      "inconsolata",
    ]
    .contains { family[...].firstRange(of: $0) != nil }
  }
}

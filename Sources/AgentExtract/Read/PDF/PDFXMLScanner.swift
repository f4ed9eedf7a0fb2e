/// Reads the output of `pdftohtml -xml`, whose every element stands in a line of its own.
///
/// It works on bytes: a large document is hundreds of thousands of such lines, and all that counts in them but
/// the text itself is ASCII.
struct PDFXMLScanner {
  private struct Font {
    let size: Double
    let isMonospaced: Bool
  }

  private var fonts: [Int: Font] = [:]
  private var page: PDFPage?

  /// - Returns: the page that this line completes.
  mutating func line(_ line: ArraySlice<UInt8>) -> PDFPage? {
    // Some versions print remarks on links before the tag.
    guard let start = line.firstIndex(of: UInt8(ascii: "<")) else { return nil }
    let line = line[start...]
    if line.starts(with: "<text ".utf8) {
      addText(line)
    } else if line.starts(with: "<fontspec ".utf8) {
      let tag = PDFXMLTag(line)
      fonts[tag.number("id").map { Int($0) } ?? -1] = Font(
        size: tag.number("size") ?? 12,
        isMonospaced: Self.isMonospaced(tag.text("family")?.lowercased() ?? ""))
    } else if line.starts(with: "<page ".utf8) {
      let tag = PDFXMLTag(line)
      page = PDFPage(
        number: tag.number("number").map { Int($0) } ?? 1, width: tag.number("width") ?? 0,
        height: tag.number("height") ?? 0)
    } else if line.starts(with: "</page>".utf8) {
      defer { page = nil }
      return page
    }
    return nil
  }

  private mutating func addText(_ line: ArraySlice<UInt8>) {
    let tag = PDFXMLTag(line)
    guard let open = tag.end else { return }
    var content = line[(open + 1)...]
    if content.suffix(7).elementsEqual("</text>".utf8) { content = content.dropLast(7) }
    let runs = Self.runs(content)
    if runs.allSatisfy({ $0.text.allSatisfy(\.isWhitespace) }) { return }
    let height = tag.number("height") ?? 0
    let font = fonts[Int(tag.number("font") ?? 0)] ?? Font(size: height, isMonospaced: false)
    page?.items.append(
      PDFPage.Item(
        top: tag.number("top") ?? 0, left: tag.number("left") ?? 0, width: tag.number("width") ?? 0,
        height: max(height, 1), size: max(font.size, 1), isMonospaced: font.isMonospaced, runs: runs))
  }

  /// The text of an item with its bold, italic and linked parts.
  private static func runs(_ content: ArraySlice<UInt8>) -> [PDFPage.Run] {
    var runs: [PDFPage.Run] = []
    var state = PDFPage.Run(text: "")
    var rest = content
    while !rest.isEmpty {
      if rest.first == UInt8(ascii: "<"), let close = rest.firstIndex(of: UInt8(ascii: ">")) {
        let tag = rest[(rest.startIndex + 1)..<close]
        if tag.elementsEqual("b".utf8) {
          state.isBold = true
        } else if tag.elementsEqual("/b".utf8) {
          state.isBold = false
        } else if tag.elementsEqual("i".utf8) {
          state.isItalic = true
        } else if tag.elementsEqual("/i".utf8) {
          state.isItalic = false
        } else if tag.elementsEqual("/a".utf8) {
          state.link = nil
        } else if tag.starts(with: "a ".utf8) {
          state.link = PDFXMLTag(rest).text("href")
        }
        rest = rest[(close + 1)...]
        continue
      }
      let text = rest.prefix { $0 != UInt8(ascii: "<") }
      rest = rest[text.endIndex...]
      if text.isEmpty { break }
      var run = state
      run.text = PDFXMLTag.decoded(text)
      runs.append(run)
    }
    return runs
  }

  private static func isMonospaced(_ family: String) -> Bool {
    [
      "mono", "courier", "consol", "menlo", "typewriter", "cmtt", "lettergothic", "fixed", "sourcecode",
      "inconsolata",
    ]
    .contains { family[...].firstRange(of: $0) != nil }
  }
}

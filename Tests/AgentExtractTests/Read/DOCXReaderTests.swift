import AgentCore
@testable import AgentExtract
import AgentTesting
import Testing

struct DOCXReaderTests {
  private static let styles = """
    <w:styles><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Src"><w:name w:val="Source Code"/></w:style>
    <w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style></w:styles>
    """

  private static let numbering = """
    <w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
    """

  private func text(
    _ body: String, parts: [String: String] = [:], include: Set<ExtractOptions.Part> = []
  ) throws -> String {
    var runner = ExtractionRunner()
    runner.request.options.include = include
    var parts = parts
    parts["styles"] = Self.styles
    parts["numbering"] = Self.numbering
    return try runner.run(ZipBuilder.docx(body, parts: parts)).text
  }

  private func paragraph(_ text: String, _ properties: String = "") -> String {
    "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
  }

  private func item(_ text: String, _ level: Int = 0) -> String {
    paragraph(text, "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"1\"/></w:numPr>")
  }

  @Test func headingsQuotesAndCodeByStyle() throws {
    let body =
      paragraph("T", "<w:pStyle w:val=\"H2\"/>") + paragraph("q", "<w:pStyle w:val=\"Q\"/>")
      + paragraph("a", "<w:pStyle w:val=\"Src\"/>") + paragraph("  b", "<w:pStyle w:val=\"Src\"/>")
    #expect(try text(body) == "## T\n\n> q\n\n```\na\n  b\n```\n")
  }

  @Test("of two parts of a kind the first counts")
  func twoPartsOfAKind() throws {
    let body = "<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
    let notes = (1...9).map { number in
      (
        "\(number)/footnotes",
        "<w:footnotes><w:footnote w:id=\"2\">\(paragraph("n\(number)"))</w:footnote></w:footnotes>"
      )
    }
    let parts = Dictionary(uniqueKeysWithValues: notes)
    #expect(try text(body, parts: parts) == "a[^1]\n\n[^1]: n1\n")
  }

  @Test func listsNestAndGoOn() throws {
    let body = item("a") + item("x", 1) + item("b") + paragraph("between") + item("c")
    #expect(try text(body) == "1. a\n   - x\n2. b\n\nbetween\n\n3. c\n")
  }

  @Test(arguments: [("-9223372036854775808", 0), ("9223372036854775807", 999_999_999), ("x", 1)])
  func numbersOutOfRange(_ value: String, _ first: Int) throws {
    let numbering = """
      <w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="\(value)"/></w:lvl>
      </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
      <w:startOverride w:val="\(value)"/></w:lvlOverride></w:num></w:numbering>
      """
    let body = item("a") + item("b")
    for body in [body, body.replacing("<w:numId w:val=\"1\"/>", with: "<w:numId w:val=\"2\"/>")] {
      let text = try ExtractionRunner().run(ZipBuilder.docx(body, parts: ["numbering": numbering])).text
      #expect(text == "\(first). a\n\(first + 1). b\n")
    }
  }

  @Test func indentsOutOfRange() throws {
    let indent = "<w:ind w:left=\"-9223372036854775808\" w:hanging=\"9223372036854775807\"/>"
    #expect(try text(paragraph("a", indent)) == "a\n")
  }

  @Test func aNoteThatRefersToItselfIsThereOnce() throws {
    let reference = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"
    let paragraph = "<w:p><w:r><w:t>x</w:t></w:r>\(reference)</w:p>"
    let notes = "<w:footnotes><w:footnote w:id=\"2\">\(paragraph)</w:footnote></w:footnotes>"
    let text = try text(paragraph + paragraph, parts: ["footnotes": notes])
    #expect(text == "x[^1]\n\nx[^1]\n\n[^1]: x[^1]\n")
  }

  @Test func hiddenTextIsLeftOut() throws {
    let body = "<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r></w:p>"
    #expect(try text(body) == "seen\n")
    #expect(try text(body, include: [.hidden]) == "seen secret\n")
  }

  @Test func changesAreShownOnRequest() throws {
    let body =
      "<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>"
    #expect(try text(body) == "ab\n")
    #expect(try text(body, include: [.changes]) == "a{++b++}{--c--}\n")
  }

  @Test func footnotesStandAtTheEnd() throws {
    let notes =
      "<w:footnotes><w:footnote w:id=\"7\"><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    let body = "<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"7\"/></w:r></w:p>" + paragraph("b")
    #expect(try text(body, parts: ["footnotes": notes]) == "a[^1]\n\nb\n\n[^1]: note\n")
  }

  @Test func commentsAreShownOnRequest() throws {
    let comments =
      "<w:comments><w:comment w:id=\"0\" w:author=\"Ada\"><w:p><w:r><w:t>why?</w:t></w:r></w:p></w:comment></w:comments>"
    let body = "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>"
    #expect(try text(body, parts: ["comments": comments]) == "a\n")
    #expect(
      try text(body, parts: ["comments": comments], include: [.comments])
        == "a[^c1]\n\n[^c1]: *Ada*\n\n    why?\n")
  }

  @Test func linksAndFields() throws {
    let link = "<w:hyperlink xmlns:r=\"http://r\" r:id=\"web\"><w:r><w:t>here</w:t></w:r></w:hyperlink>"
    let field = """
      <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://e.org/b" </w:instrText></w:r>\
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      """
    #expect(
      try text("<w:p>\(link)\(field)</w:p>") == "[here](https://example.org/a)[there](https://e.org/b)\n")
  }

  @Test func tablesMergeCells() throws {
    func cell(_ text: String, _ properties: String = "") -> String {
      "<w:tc><w:tcPr>\(properties)</w:tcPr>\(paragraph(text))</w:tc>"
    }
    let body =
      "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>\(cell("h", "<w:gridSpan w:val=\"2\"/>"))</w:tr>"
      + "<w:tr>\(cell("a", "<w:vMerge w:val=\"restart\"/>"))\(cell("b"))</w:tr>"
      + "<w:tr>\(cell("", "<w:vMerge/>"))\(cell("c"))</w:tr></w:tbl>"
    #expect(try text(body) == "| h |  |\n|---|---|\n| a | b |\n|  | c |\n")
  }

  @Test func textBoxesControlsAndFormulas() throws {
    let box = "<w:pict><w:txbxContent>\(paragraph("boxed"))</w:txbxContent></w:pict>"
    let control = "<w:sdt><w:sdtContent>\(paragraph("controlled"))</w:sdtContent></w:sdt>"
    let math =
      "<m:oMath xmlns:m=\"http://m\"><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    let body = "<w:p><w:r><w:t>a</w:t>\(box)</w:r></w:p>\(control)<w:p>\(math)</w:p>"
    #expect(try text(body) == "a\n\nboxed\n\ncontrolled\n\n$\\frac{a}{b}$\n")
  }

  @Test func documentTypesAreRefused() throws {
    var zip = ZipBuilder()
    zip.add("[Content_Types].xml", [])
    zip.add("word/document.xml", Array("<!DOCTYPE x [<!ENTITY e SYSTEM '/etc/hostname'>]><x>&e;</x>".utf8))
    #expect(throws: AgentError.self) { try ExtractionRunner().run(zip.bytes) }
  }
}

import AgentCore
@testable import AgentExtract
import AgentJSON
import Testing

struct PDFReaderTests {
  /// A PDF of one page for each list of lines: (text, size, x, y from below).
  static func document(_ pages: [[(String, Int, Int, Int)]]) -> [UInt8] {
    var objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    var kids = ""
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for lines in pages {
      let content = lines.map { "BT /F1 \($0.1) Tf \($0.2) \($0.3) Td (\($0.0)) Tj ET" }.joined(
        separator: "\n")
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents \(objects.count) 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
      )
      kids += "\(objects.count) 0 R "
    }
    objects[1] = "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>"
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }

  private static let page = [
    ("Title", 24, 72, 720), ("First line of the text that goes on", 12, 72, 680),
    ("in a second line.", 12, 72, 666),
    ("Another paragraph.", 12, 72, 630), ("\\267 one", 12, 72, 600), ("\\267 two", 12, 72, 584),
  ]

  @Test func headingsParagraphsAndLists() throws {
    let text = try ExtractionRunner().run(Self.document([Self.page])).text
    #expect(
      text == """
        <!-- page 1 -->

        # Title

        First line of the text that goes on in a second line.

        Another paragraph.

        - one
        - two

        """)
  }

  @Test func pagesAreChosenAndTold() throws {
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: nil, overlap: 0)
    runner.request.options.pages = try PageSelection(parsing: "2-")
    let pages = ["one", "two", "three"].map { [($0, 12, 72, 700)] }
    let records = try runner.run(Self.document(pages)).records
    #expect(records.compactMap { $0["page"]?.int } == [2, 3])
    #expect(records.compactMap { $0["text"]?.string } == ["two", "three"])
  }

  @Test func columnsAreReadOneAfterTheOther() throws {
    let lines = (0..<8).flatMap { row in
      [
        ("left column line number \(row) runs here", 10, 60, 700 - row * 13),
        ("right column line number \(row) is there", 10, 330, 700 - row * 13),
      ]
    }
    let text = try ExtractionRunner().run(Self.document([lines])).text
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let last = try #require(words.lastIndex(of: "left"))
    let first = try #require(words.firstIndex(of: "right"))
    #expect(last < first)
  }

  @Test func alignedTextIsATable() throws {
    let lines = [
      ["Name", "Age", "Town"], ["Ada", "36", "London"], ["Alan", "41", "Wilmslow"],
      ["Grace", "85", "Arlington"],
    ]
    .enumerated().flatMap { row, cells in
      cells.enumerated().map { ($1, 12, 72 + $0 * 150, 700 - row * 20) }
    }
    let text = try ExtractionRunner().run(Self.document([lines])).text
    #expect(text.contains("| Name | Age | Town |\n|---|---|---|\n| Ada | 36 | London |\n"))
  }

  @Test func whatIsNoPDFIsDamaged() throws {
    let failure = #expect(throws: AgentError.self) {
      try ExtractionRunner().run(Array("%PDF-1.4\nnothing".utf8))
    }
    #expect(failure?.exitCode == .badData)
  }
}

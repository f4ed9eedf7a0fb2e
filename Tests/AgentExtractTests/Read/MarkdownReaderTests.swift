@testable import AgentExtract
import Testing

struct MarkdownReaderTests {
  private let text = "intro\n# A\ntext\n```\n# no heading\n```\n## B ##\nend"

  @Test func passesAsItIs() throws {
    #expect(try ExtractionRunner().run(text, as: "a.md").text == text + "\n")
  }

  @Test(arguments: [1, 3, 7, 100], [false, true])
  func sectionsDoNotDependOnPieces(_ size: Int, _ isWindows: Bool) {
    let text = isWindows ? text.split(separator: "\n").joined(separator: "\r\n") : text
    var sections = MarkdownSections()
    var found: [Passage] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      found += sections.add(String(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    if let last = sections.finish() { found.append(last) }
    #expect(found.map(\.text).joined() == text)
    #expect(found.compactMap(\.heading) == [Heading(level: 1, title: "A"), Heading(level: 2, title: "B")])
  }
}

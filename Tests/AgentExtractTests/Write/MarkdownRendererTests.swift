@testable import AgentExtract
import Testing

struct MarkdownRendererTests {
  private func render(_ block: Block) -> String {
    var renderer = MarkdownRenderer(tables: .auto)
    return renderer.render(block)
  }

  @Test(arguments: [
    ("a_b_c", "a_b_c"), ("*x*", "\\*x\\*"), ("2 * 3", "2 * 3"), ("# no", "\\# no"), ("1. no", "1\\. no"),
    ("- no", "\\- no"), ("<b>", "\\<b>"), ("a < b", "a < b"), ("`x`", "\\`x\\`"), ("C:\\dir", "C:\\dir"),
    (">\u{301}x", "\\>\u{301}x"),
  ])
  func onlyWhatWouldBeMarkupIsEscaped(_ text: String, _ expected: String) {
    #expect(render(.paragraph([.text(text)])) == expected + "\n")
  }

  /// A mark behind a delimiter does not make another of it.
  @Test func delimitersAreFoundWhateverFollows() {
    #expect(render(.paragraph([.code("`\u{301}a`\u{301}")])) == "`` `\u{301}a`\u{301} ``\n")
    #expect(render(.code("```\u{301}\r\n", language: nil)) == "````\n```\u{301}\r\n````\n")
    let table = Table(rows: [[.init("a|\u{301}b")]], headerRows: 1)
    #expect(render(.table(table)) == "| a\\|\u{301}b |\n|---|\n")
  }

  @Test func blanksStandOutsideOfEmphasis() {
    let inlines: [Inline] = [.text("a"), .strong([.text(" b ")]), .strong([.text("c")]), .text("d")]
    #expect(render(.paragraph(inlines)) == "a **b** **c**d\n")
  }

  @Test func runsOfAKindAreJoined() {
    #expect(render(.paragraph([.strong([.text("a")]), .strong([.text("b")])])) == "**ab**\n")
  }

  @Test func listsNestUnderTheirText() {
    let inner = Block.list(List(items: [.init([.paragraph([.text("b")])])]))
    let list = List(
      start: 9,
      items: [
        .init([.paragraph([.text("a")]), inner]), .init([.paragraph([.text("c")])], isChecked: true),
      ])
    #expect(render(.list(list)) == "9. a\n   - b\n10. [x] c\n")
  }

  @Test func paragraphsMakeAListLoose() {
    let list = List(items: [
      .init([.paragraph([.text("a")]), .paragraph([.text("b")])]), .init([.paragraph([.text("c")])]),
    ])
    #expect(render(.list(list)) == "- a\n\n  b\n\n- c\n")
  }

  @Test func fencesAreLongerThanWhatTheyHold() {
    #expect(render(.code("```\nx\n```", language: "md")) == "````md\n```\nx\n```\n````\n")
  }

  @Test func mergedCellsLeaveBlanks() {
    let table = Table(
      rows: [
        [.init([.paragraph([.text("a|b")])], columns: 2)],
        [.init([.paragraph([.text("c")])], rows: 2), .init("d")], [.init("e")],
      ],
      headerRows: 1)
    #expect(render(.table(table)) == "| a\\|b |  |\n|---|---|\n| c | d |\n|  | e |\n")
  }

  @Test func aTableWithoutHeadingGetsAnEmptyOne() {
    #expect(
      render(.table(Table(rows: [[.init("a"), .init("b")]], headerRows: 0)))
        == "|  |  |\n|---|---|\n| a | b |\n")
  }

  @Test func cellsThatHoldListsBecomeHTML() {
    let list = Block.list(List(items: [.init([.paragraph([.text("<x>")])])]))
    let text = render(.table(Table(rows: [[.init([list])]], headerRows: 0)))
    #expect(text == "<table>\n<tr><td><ul><li>&lt;x&gt;</li></ul></td></tr>\n</table>\n")
  }

  @Test func linksWithBlanksAreQuoted() {
    #expect(render(.paragraph([.link([.text("a")], target: "x y")])) == "[a](<x y>)\n")
    #expect(
      render(.paragraph([.link([.text("https://e.org")], target: "https://e.org")])) == "<https://e.org>\n")
  }
}

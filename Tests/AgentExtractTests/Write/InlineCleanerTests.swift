@testable import AgentExtract
import Testing

struct InlineCleanerTests {
  @Test func neighboursOfAKindAreOne() {
    let inlines: [Inline] = [
      .text("a"), .text(""), .text("b"), .code("c"), .code("d"), .strong([.text("e")]),
      .strong([.text("f"), .emphasis([.text("g")])]), .strong([.emphasis([.text("h")])]),
      .link([.text("i")], target: "x"), .link([.text("j")], target: "x"), .link([.text("k")], target: "y"),
      .lineBreak, .lineBreak,
    ]
    #expect(
      InlineCleaner.cleaned(inlines) == [
        .text("ab"), .code("cd"), .strong([.text("ef"), .emphasis([.text("gh")])]),
        .link([.text("ij")], target: "x"), .link([.text("k")], target: "y"), .lineBreak, .lineBreak,
      ])
  }

  @Test func blanksGoFromTheEnds() {
    #expect(InlineCleaner.trimmed([.text(" \u{a0}a ")]) == [.text("a")])
    #expect(InlineCleaner.trimmed([.text("a b")]) == [.text("a b")])
    #expect(
      InlineCleaner.trimmed([.lineBreak, .text(" "), .text("a"), .text("\n"), .lineBreak]) == [.text("a")])
    #expect(InlineCleaner.trimmed([.text(""), .text("  ")]).isEmpty)
  }

  @Test func aParagraphOfManyPiecesTakesNoTime() {
    let pieces = 300_000
    for piece in [Inline.text("word"), .strong([.text("word")])] {
      let text = InlineCleaner.cleaned([Inline](repeating: piece, count: pieces)).plainText
      #expect(text.utf8.count == pieces * 4)
    }
  }
}

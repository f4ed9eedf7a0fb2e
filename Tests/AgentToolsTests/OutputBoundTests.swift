import Testing

@testable import AgentTools

@Suite struct OutputBoundTests {
  @Test(arguments: ["", "short", String(repeating: "x", count: 100)])
  func shortTextsStay(_ text: String) {
    let bounded = OutputBound.apply(text, limit: 100)
    #expect(bounded.text == text)
    #expect(bounded.dropped == 0)
  }

  @Test func headAndTailAreCutAtLines() {
    let text = (1...1000).map { "line \($0)\n" }.joined()
    let (cut, dropped) = OutputBound.apply(text, limit: 3000)
    let lines = cut.split(separator: "\n")
    #expect(lines.first == "line 1" && lines.last == "line 1000")
    #expect(lines.allSatisfy { $0.hasPrefix("line ") || $0 == "[… \(dropped) bytes left out …]" })
    #expect(cut.utf8.count < 3500)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 100, 1001, 2999])
  func noCharacterIsCut(_ limit: Int) {
    let text = String(repeating: "日本😀é", count: 250)
    let (cut, dropped) = OutputBound.apply(text, limit: limit)
    #expect(!cut.contains("\u{fffd}"))
    let mark = "[… \(dropped) bytes left out …]\n"
    #expect(cut.contains(mark))
    #expect(text.utf8.count - dropped <= limit + 8)
  }
}

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

  /// A key that is kept in part is not known for one, and would not be taken out.
  @Test(arguments: 0..<120)
  func noWordIsCut(_ offset: Int) {
    let key = "sk-proj-0123456789abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let text =
      String(repeating: "{\"a\":1},", count: 200) + String(repeating: "~", count: offset) + "\"\(key)\""
      + String(repeating: ",{\"a\":1}", count: 200)
    for limit in [2400, 2500, 2600, 4800, 4900] {
      let cut = OutputBound.apply(text, limit: limit).text
      #expect(!cut.contains("sk-") || cut.contains(key))
      #expect(!cut.contains("WXYZ") || cut.contains(key))
    }
  }
}

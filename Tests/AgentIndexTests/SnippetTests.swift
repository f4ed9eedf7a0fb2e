import AgentStore
import Testing

@testable import AgentIndex

@Suite struct SnippetTests {
  private let tokenizer: Tokenizer

  init() throws { tokenizer = try Tokenizer(Database(":memory:", mode: .write)) }

  private func snippet(_ text: String, _ words: String) -> Snippet {
    Snippet(
      text, tokens: tokenizer.tokens(of: text), wanted: Set(tokenizer.tokens(of: words).map(\.term)))
  }

  private func marked(_ snippet: Snippet) -> [String] {
    let bytes = Array(snippet.text.utf8)
    return snippet.marks.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func aShortTextIsWhole() {
    let found = snippet("The disk was full,\nand the disks\twere slow.\u{1b}[31m", "disk slow")
    #expect(found.text == "The disk was full, and the disks were slow. [31m")
    #expect(marked(found) == ["disk", "disks", "slow"])
    #expect(found.isCut == (false, false))
  }

  @Test func showsWhereMostOfTheWordsAre() {
    let filler = String(repeating: "lorem ipsum dolor ", count: 40)
    let found = snippet("alpha \(filler)the alpha and the beta \(filler)beta", "alpha beta")
    #expect(marked(found) == ["alpha", "beta"])
    #expect(found.text.contains("the alpha and the beta"))
    #expect(found.isCut == (true, true))
    #expect(found.text.utf8.count <= Snippet.width)
    #expect(found.text.first != " " && found.text.last != " ")
  }

  @Test func theEndIsTheEnd() {
    let found = snippet(String(repeating: "word ", count: 200) + "needle", "needle")
    #expect(found.text.hasSuffix("word needle") && marked(found) == ["needle"])
    #expect(found.isCut == (true, false))
  }

  /// However the text is made, the snippet is whole characters and its marks are within it.
  @Test(arguments: [
    "", " ", "\n\n", "é", String(repeating: "é", count: 500), String(repeating: "日本語", count: 200),
    String(repeating: "👩‍👩‍👧", count: 60), String(repeating: "x", count: 1000) + " needle",
    "needle" + String(repeating: "\u{301}", count: 400), String(repeating: "needle ", count: 300),
  ])
  func anyText(_ text: String) {
    for words in ["needle", "é", "日本", "x", ""] {
      let found = snippet(text, words)
      #expect(!found.text.unicodeScalars.contains("\u{fffd}"))
      #expect(found.text.utf8.count <= Snippet.width)
      #expect(found.marks.allSatisfy { $0.upperBound <= found.text.utf8.count && !$0.isEmpty })
      #expect(zip(found.marks, found.marks.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
  }
}

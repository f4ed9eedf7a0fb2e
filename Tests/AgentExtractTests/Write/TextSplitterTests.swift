@testable import AgentExtract
import Testing

struct TextSplitterTests {
  @Test func paragraphsAreTheFirstChoice() {
    let text = "one two three\n\nfour five. six seven"
    #expect(TextSplitter.cut(text, tokens: 6, bytes: 1000) == "one two three\n\n".utf8.count)
  }

  @Test func charactersStayWhole() {
    let text = String(repeating: "漢", count: 50)
    for bytes in 1...20 {
      let cut = TextSplitter.cut(text, tokens: Int.max, bytes: bytes)
      #expect(cut % 3 == 0 && cut > 0)
    }
  }

  @Test func aSuffixBeginsWithAWord() {
    #expect(TextSplitter.suffix(of: "alpha beta gamma", tokens: 2) == "beta gamma")
    #expect(TextSplitter.suffix(of: "alpha", tokens: 0) == "")
  }
}

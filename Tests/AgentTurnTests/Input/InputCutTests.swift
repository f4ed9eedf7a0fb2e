import AgentJSON
import AgentCore
import Testing

@testable import AgentTurn

@Suite struct InputCutTests {
  let estimate: (String) -> Int = { TokenEstimate.tokens(in: $0) }

  @Test func theLongestIsCutAndThePromptStays() {
    let long = String(repeating: "wörter und mehr ", count: 2000)
    let input = [
      InputItem.message(role: "user", parts: [InputItem.text(long), InputItem.text("the question")])
    ]
    let total = estimate(long)
    let cut = InputCut.apply(input, excess: total / 2, estimate: estimate)
    let texts = (cut.input[0]["content"]?.array ?? []).map { $0["text"]?.string ?? "" }
    #expect(texts[1] == "the question")
    #expect(texts[0].hasSuffix("[… cut: the rest did not fit …]\n") && !texts[0].contains("\u{fffd}"))
    #expect(cut.droppedTokens >= total / 2)
    #expect(estimate(texts[0]) > total / 4)
  }

  @Test func aDocumentKeepsItsTags() {
    let long = String(repeating: "words and more ", count: 2000)
    let input = [
      InputItem.message(
        role: "user", parts: [InputItem.document(long, attributes: [("path", "a")]), InputItem.text("why?")])
    ]
    let cut = InputCut.apply(input, excess: estimate(long) / 2, estimate: estimate)
    let text = cut.input[0]["content"]?[0]?["text"]?.string ?? ""
    #expect(text.hasPrefix("<document path=\"a\">\nwords"))
    #expect(text.hasSuffix("[… cut: the rest did not fit …]\n</document>"))
  }

  @Test func shortTextsAreNotWorthIt() {
    let input = [InputItem.user("short")]
    let cut = InputCut.apply(input, excess: 100, estimate: estimate)
    #expect(cut.input == input && cut.droppedTokens == 0)
  }
}

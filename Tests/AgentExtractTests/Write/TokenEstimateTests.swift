@testable import AgentExtract
import Testing

struct TokenEstimateTests {
  @Test(arguments: [
    ("", 0), ("word", 1), ("two words", 2), ("internationalisation", 3), ("12345678", 3), ("a\n\nb", 3),
  ])
  func countsWordsDigitsAndMarks(_ text: String, _ tokens: Int) {
    #expect(TokenEstimate.tokens(in: text) == tokens)
  }

  @Test func partsAreNeverLessThanTheWhole() {
    let text = "Ünïcode, 漢字 and 😀: 1234567 internationalisation!"
    for cut in text.indices {
      let parts =
        TokenEstimate.tokens(in: String(text[..<cut])) + TokenEstimate.tokens(in: String(text[cut...]))
      #expect(parts >= TokenEstimate.tokens(in: text))
    }
  }
}

import Testing

@testable import AgentStore

@Suite struct TextPartsTests {
  private static func words(_ count: Int, _ end: String = " ") -> String {
    (0..<count).map { "word\($0)" }.joined(separator: end)
  }

  static let texts = [
    "", "short", words(800), words(800, ". "), words(900, "\n\n"), String(repeating: "x", count: 9000),
    String(repeating: "é", count: 3000), String(repeating: "a\u{301}\r\n", count: 1900),
    String(repeating: "👩‍👩‍👧", count: 400), words(90, ".\n"),
  ]

  @Test(arguments: texts) func joinedTheyAreTheText(_ text: String) {
    let parts = TextParts.of(text)
    #expect(parts.joined().unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(parts.count == TextParts.count(text))
    #expect(parts == TextParts.of(text))
    if text.utf8.count > TextParts.whole {
      #expect(parts.count > 1)
      #expect(parts.allSatisfy { (TextParts.size / 4...TextParts.size * 5 / 4).contains($0.utf8.count) })
    } else {
      #expect(parts.count == 1)
    }
  }

  @Test func paragraphsGoBeforeSentencesAndThoseBeforeWords() {
    let filler = String(repeating: "ab cd. ", count: 90)
    let parts = TextParts.of(Array(repeating: filler, count: 8).joined(separator: "\n\n"))
    #expect(parts[0].hasSuffix("\n\n"))
    #expect(TextParts.of(String(repeating: "ab cd. ", count: 800))[0].hasSuffix(". "))
    #expect(TextParts.of(String(repeating: "ab cd ", count: 800))[0].hasSuffix(" "))
  }
}

import Testing

@testable import AgentSystem

@Suite struct Base64Tests {
  /// The vectors of RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func encodes(_ text: String, _ expected: String) { #expect(Base64.encode(Array(text.utf8)) == expected) }

  @Test func usesTheWholeAlphabet() {
    #expect(Base64.encode([0xfb, 0xff, 0xbf]) == "+/+/")
    #expect(Base64.encode([0xff]) == "/w==")
  }
}

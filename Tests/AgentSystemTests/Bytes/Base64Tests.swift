import Testing

@testable import AgentSystem

@Suite struct Base64Tests {
  /// The vectors of RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func bothWays(_ text: String, _ expected: String) {
    #expect(Base64.encode(Array(text.utf8)) == expected)
    #expect(Base64.decode(expected.utf8) == Array(text.utf8))
  }

  @Test func usesTheWholeAlphabet() {
    #expect(Base64.encode([0xfb, 0xff, 0xbf]) == "+/+/")
    #expect(Base64.encode([0xff]) == "/w==")
    #expect(Base64.decode("+/+/".utf8) == [0xfb, 0xff, 0xbf])
    #expect(Base64.decode("Zm9v\nYmFy\r\n".utf8) == Array("foobar".utf8))
  }

  @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z-8=", "=Zg=", "Zg==Zg==", "Zm 8="])
  func refuses(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }
}

import AgentCore
import AgentJSON
import Testing

@testable import AgentTools

@Suite struct FrontmatterTests {
  func fields(_ head: String) throws -> JSON {
    .object(try Frontmatter(parsing: "---\n\(head)\n---\nbody\n", source: "S").fields)
  }

  @Test(arguments: [
    ("name: x", #"{"name":"x"}"#), ("name:   x y # note", #"{"name":"x y"}"#),
    ("a: 'it''s: so'", #"{"a":"it's: so"}"#),
    (#"a: "q \" \\ \n""#, #"{"a":"q \" \\ \n"}"#), ("# note\n\na: b", #"{"a":"b"}"#), ("a:", #"{"a":null}"#),
    ("a: |\n  one\n   two\n\n  three\nb: c", #"{"a":"one\n two\n\nthree","b":"c"}"#),
    ("a: >-\n  one\n  two\n\n  three", #"{"a":"one two\nthree"}"#), ("a: one\n  two", #"{"a":"one two"}"#),
    ("m:\n  k: v\n  l: \"w\"", #"{"m":{"k":"v","l":"w"}}"#), ("l:\n  - a\n  - 'b'", #"{"l":["a","b"]}"#),
    ("l:\n- a\n- b\nz: y", #"{"l":["a","b"],"z":"y"}"#), ("l: [a, \"b\"]", #"{"l":["a","b"]}"#),
    ("l: []", #"{"l":[]}"#), ("a: \"\u{301}b\"", "{\"a\":\"\u{301}b\"}"),
    ("a: '\u{301}'", "{\"a\":\"\u{301}\"}"),
    ("l: [\u{301}a,\u{301}b]", "{\"l\":[\"\u{301}a\",\"\u{301}b\"]}"), ("a: b #\u{301}c", #"{"a":"b"}"#),
  ])
  func theSmallPartOfYAMLIsRead(_ head: String, _ json: String) throws {
    #expect(try fields(head) == JSON(parsing: json))
  }

  @Test(arguments: [
    "name", "  a: b", "a: &x b", "a: *x", "a: !t b", "a: {b: c}", "a: b: c", "a: \"b", "a: 'b' c",
    "a: b\na: c",
    "a: [b", "a: |x\n b", "m:\n  - a\n  k: v", "a: %b", "a: \"\\q\"", "ключ: x", "a:b", "a: &\u{301}x",
  ])
  func everythingElseIsRefusedWithItsLine(_ head: String) {
    let error = #expect(throws: AgentError.self) { try fields(head) }
    #expect(error?.code == .badData && error?.object?.hasPrefix("S:") == true, "\(error as Any)")
  }

  @Test(arguments: ["", "name: x\n", "---\nname: x\n", " ---\n---\n"])
  func aHeadHasFences(_ text: String) {
    #expect(#expect(throws: AgentError.self) { try Frontmatter(parsing: text, source: "S") }?.object == "S")
  }

  @Test func aHeadIsBoundedAndTheBodyIsWhatFollows() throws {
    let long = "---\na: \(String(repeating: "x", count: Frontmatter.limit))\n---\n"
    #expect(
      #expect(throws: AgentError.self) { try Frontmatter(parsing: long, source: "S") }?.code == .tooLarge)
    #expect(try Frontmatter(parsing: "---\r\na: b\r\n---  \r\nx\r\n---\r\n", source: "S").body == "x\n---\n")
  }
}

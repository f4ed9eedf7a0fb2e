import AgentJSON
import Testing

struct JSONErrorTests {
  @Test(
    "says what and where in words",
    arguments: [
      ("[1,", "the text ends too early at byte 3"), ("[1 2]", "unexpected '2' at byte 3"),
      ("\u{1}", "unexpected byte 0x1 at byte 0"), ("nul", "a word other than true, false or null at byte 0"),
      ("01", "not a number at byte 0"), (#""\q""#, "an unknown escape in a string at byte 1"),
      ("\"\t\"", "the control character 0x9 in a string at byte 1"),
      ("1 2", "more text after the value at byte 2"),
    ])
  func descriptions(text: String, description: String) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.description == description)
  }

  @Test func limitsAndDamageInWords() {
    #expect(JSONError(.tooDeep(limit: 9), at: 9).description == "nested deeper than 9 levels at byte 9")
    #expect(JSONError(.lineTooLong(limit: 5), at: 2).description == "a line longer than 5 bytes at byte 2")
    #expect(JSONError(.invalidUTF8, at: 1).description == "invalid UTF-8 at byte 1")
  }
}

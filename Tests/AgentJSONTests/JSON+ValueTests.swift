import Testing

@testable import AgentJSON

@Suite struct JSONValueTests {
  /// Found by fuzzing: a number whose nearest double is an integer had two normal forms.
  @Test(arguments: [
    "5e-328", "1.0000000000000000001", "0.30000000000000000001", "1e400", "[1.50, {\"b\": -0.0}]",
  ])
  func theNormalFormIsEqual(_ text: String) throws {
    let value = try JSON(parsing: Array(text.utf8)[...])
    #expect(value.normalised.normalised == value.normalised)
    #expect(value.equalsInValue(value.normalised))
  }

  @Test(arguments: [
    ("1", "1.0", true), ("1", "1e0", true), ("0.1", "0.10", true), ("1", "2", false), ("1", "\"1\"", false),
    ("\"é\"", "\"e\u{301}\"", false), (#"{"é":1,"e\u0301":2}"#, #"{"e\u0301":2,"é":1}"#, true),
    (#"{"é":1,"e\u0301":2}"#, #"{"é":2}"#, false), (#"{"a":1,"a":2}"#, #"{"a":2}"#, true),
  ])
  func numbersAreEqualByWhatTheyMean(_ left: String, _ right: String, _ equal: Bool) throws {
    let (left, right) = (try JSON(parsing: Array(left.utf8)[...]), try JSON(parsing: Array(right.utf8)[...]))
    #expect(left.equalsInValue(right) == equal)
  }
}

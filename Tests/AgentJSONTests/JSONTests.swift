import AgentJSON
import Testing

struct JSONTests {
  private let value: JSON = [
    "s": "text", "i": 7, "d": 2.5, "b": true, "n": nil, "a": [1, "x"], "o": ["k": "v"],
  ]

  @Test func looksInside() {
    #expect(value["s"]?.string == "text")
    #expect(value["i"]?.int == 7)
    #expect(value["i"]?.double == 7)
    #expect(value["d"]?.double == 2.5)
    #expect(value["d"]?.int == nil)
    #expect(value["b"]?.bool == true)
    #expect(value["n"]?.isNull == true)
    #expect(value["a"]?[1]?.string == "x")
    #expect(value["o"]?["k"] == "v")
  }

  @Test("a wrong kind, name or place is nil, not a crash")
  func looksAtNothing() {
    #expect(value["missing"] == nil)
    #expect(value["s"]?["k"] == nil)
    #expect(value["a"]?[2] == nil)
    #expect(value["a"]?[-1] == nil)
    #expect(value["s"]?[0] == nil)
    #expect(value.string == nil)
    #expect(value["i"]?.string == nil)
    #expect(value["s"]?.int == nil)
    #expect(value["s"]?.double == nil)
    #expect(value["i"]?.bool == nil)
    #expect(value["o"]?.array == nil)
    #expect(value["a"]?.object == nil)
  }

  @Test(
    "names its JSON Schema type",
    arguments: [
      ("null", "null"), ("true", "boolean"), ("1", "integer"), ("1.0", "integer"), ("1e2", "integer"),
      ("1.5", "number"), ("1e400", "number"), (#""x""#, "string"), ("[]", "array"), ("{}", "object"),
    ])
  func typeNames(text: String, name: String) throws {
    #expect(try JSON(parsing: text).typeName == name)
  }

  @Test(
    "doubles are written so that they read back",
    arguments: [
      (0.0, "0"), (-0.0, "-0.0"), (1.0, "1"), (-3.0, "-3"), (0.1, "0.1"), (2.5, "2.5"),
      (1e15, "1000000000000000"), (1e16, "1e+16"),
      (999_999_999_999_999, "999999999999999"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
      (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func doubles(number: Double, text: String) throws {
    let value = JSON(number)
    #expect(value.text == text)
    if number.isFinite { #expect(try JSON(parsing: value.text).double == number) }
  }

  @Test func optionalStringsBecomeNull() {
    #expect(JSON(nil as String?) == .null)
    #expect(JSON("x" as String?) == "x")
  }
}

import AgentJSON
import Testing

struct JSONWriterTests {
  @Test("parsing what was written gives the value again")
  func roundTrip() throws {
    var random = SplitMix64(seed: 42)
    for _ in 0..<3000 {
      let value = RandomJSON.make(&random)
      #expect(try JSON(parsing: value.bytes) == value)
      #expect(try JSON(parsing: value.prettyText) == value)
      #expect(value.byteCount == value.bytes.count)
    }
  }

  @Test("counts what it would write")
  func byteCount() {
    let values: [JSON] = [
      nil, true, false, 0, -1, 9_223_372_036_854_775_807, 1.5, "", [], [:], [1], ["a": 1],
      ["a": 1, "b": [nil, 2]],
      .string(
        String(String.UnicodeScalarView((0...0x2ff as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)))),
    ]
    for value in values { #expect(value.byteCount == value.bytes.count) }
  }

  @Test("every scalar of Unicode goes out and comes back")
  func everyScalar() throws {
    var text = String.UnicodeScalarView()
    for value in 0...0x10ffff as ClosedRange<UInt32> {
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    let string = String(text)
    #expect(try JSON(parsing: JSON.string(string).bytes).string.map { Array($0.utf8) } == Array(string.utf8))
  }

  @Test("only quote, backslash and the controls below 0x20 are escaped")
  func escapes() {
    for value in 0..<0x80 as Range<UInt32> {
      let scalar = Unicode.Scalar(value)!
      let expected =
        switch value {
        case 0x22: #"\""#
        case 0x5c: #"\\"#
        case 0x0a: #"\n"#
        case 0x09: #"\t"#
        case 0x0d: #"\r"#
        case 0x08: #"\b"#
        case 0x0c: #"\f"#
        case ..<0x10: "\\u000" + String(value, radix: 16)
        case ..<0x20: "\\u00" + String(value, radix: 16)
        default: String(Character(scalar))
        }
      #expect(JSON.string(String(Character(scalar))).text == "\"\(expected)\"")
    }
    #expect(JSON.string("/é\u{2028}\u{7f}").text == "\"/é\u{2028}\u{7f}\"")
  }

  @Test("an escape in any place of a long string", arguments: 0..<40)
  func escapePlaces(place: Int) {
    let text = String(repeating: "a", count: place) + "\n" + String(repeating: "b", count: 39 - place)
    let expected =
      "\"" + String(repeating: "a", count: place) + "\\n" + String(repeating: "b", count: 39 - place) + "\""
    #expect(JSON.string(text).text == expected)
  }

  @Test(arguments: [0, 9, 10, 99, 100, -1, -10, 1_000_000_000_000_000_000, .max, .min, .max - 1])
  func integers(value: Int) {
    #expect(JSON.int(value).text == String(value))
    var output = Array("x".utf8)
    JSONWriter.write(value, to: &output)
    #expect(output == Array("x\(value)".utf8))
  }

  @Test func appendsToWhatIsThere() {
    var output = Array("data: ".utf8)
    JSON.object(["a": [1, nil, true, false, "x"]]).write(to: &output)
    JSONWriter.write("\"q\"", to: &output)
    #expect(String(decoding: output, as: UTF8.self) == #"data: {"a":[1,null,true,false,"x"]}"\"q\"""#)
  }

  @Test func growsForLongText() {
    let long = String(repeating: "x\n", count: 100_000)
    #expect(JSON.string(long).bytes.count == 300_002)
    #expect(JSON.array(Array(repeating: JSON.string(long), count: 3)).bytes.count == 900_010)
  }

  @Test func prettyForm() {
    let value: JSON = ["a": 1, "b": [], "c": [1, [2]], "d": [:], "e": ["f": nil]]
    #expect(
      value.prettyText == """
        {
          "a": 1,
          "b": [],
          "c": [
            1,
            [
              2
            ]
          ],
          "d": {},
          "e": {
            "f": null
          }
        }
        """)
    #expect(JSON.int(1).prettyText == "1")
  }
}

/// Values of every kind, with the strings and numbers that give trouble.
enum RandomJSON {
  static func make(_ random: inout SplitMix64, depth: Int = 0) -> JSON {
    switch Int.random(in: 0..<(depth < 4 ? 9 : 7), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .int(.random(in: .min ... .max, using: &random))
    case 3: return .int(.random(in: -20...20, using: &random))
    case 4: return JSON(Double.random(in: -1...1, using: &random))
    case 5, 6: return .string(string(&random))
    case 7:
      return .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in make(&random, depth: depth + 1) })
    default:
      let members = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
        JSONObject.Member(key: string(&random), value: make(&random, depth: depth + 1))
      }
      return .object(JSONObject(members))
    }
  }

  static func string(_ random: inout SplitMix64) -> String {
    let stock = [
      "a", "word", "\"", "\\", "\n", "\u{0}", "\u{1f}", "é", "e\u{301}", "日本", "😀", "\u{fffd}", "/", "\u{7f}",
    ]
    return (0..<Int.random(in: 0..<24, using: &random)).map { _ in stock.randomElement(using: &random)! }
      .joined()
  }
}

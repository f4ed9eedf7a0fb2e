import AgentJSON
import Testing

struct JSONPeekTests {
  @Test(
    "finds the top-level type",
    arguments: [
      (#"{"type":"notice"}"#, "notice"), (#" { "type" : "a.b" , "x":1}"#, "a.b"),
      (#"{"a":1,"type":"late"}"#, "late"), (#"{"a":{"type":"inner"},"type":"outer"}"#, "outer"),
      (#"{"a":["type","x",{"type":"y"}],"type":"z"}"#, "z"),
      (#"{"a":"}{\"type\":\"no\"","type":"yes"}"#, "yes"),
      (#"{"a":"\\","type":"t"}"#, "t"), (#"{"a":"\\\"","type":"t"}"#, "t"), (#"{"type":"é日"}"#, "é日"),
      (#"{"type":"","type":"second"}"#, ""), (#"{"x":-1.5e3,"y":null,"type":"n"}"#, "n"),
      (
        #"{"type":"a long type that does not fit in sixteen bytes"}"#,
        "a long type that does not fit in sixteen bytes"
      ),
    ])
  func finds(line: String, type: String) {
    #expect(JSONPeek.type(of: Array(line.utf8)[...]) == type)
  }

  @Test(
    "gives nil where there is none",
    arguments: [
      "", " ", "null", "[]", "1", #""type""#, "{}", #"{"a":1}"#, #"{"type":1}"#, #"{"type":null}"#,
      #"{"type":{"type":"x"}}"#, #"{"type":"a\nb"}"#, #"{"type":"a"#, #"{"type":"#, #"{"type"#, "{",
      #"{"a":"#,
      #"{"a":[{"type":"x"}]}"#, #"{"Type":"x"}"#, #"{"type2":"x"}"#, #"{"typ\u0065":"x"}"#, #"["type","x"]"#,
      "{\"a\":\"\\", #"{"a":1 "type":"x"}"#,
    ])
  func findsNothing(line: String) {
    #expect(JSONPeek.type(of: Array(line.utf8)[...]) == nil)
  }

  @Test func refusesTypesThatAreNotUTF8() {
    #expect(JSONPeek.type(of: Array("{\"type\":\"".utf8)[...] + [0xff] + Array("\"}".utf8)) == nil)
  }

  @Test func worksOnSlices() {
    let bytes = Array(#"xx{"type":"notice"}"#.utf8)
    #expect(JSONPeek.type(of: bytes[2...]) == "notice")
  }

  @Test func otherMembers() {
    Array(#"{"type":"x","id":"42","n":1}"#.utf8).withUnsafeBufferPointer { line in
      #expect(JSONPeek.member("id", of: line) == "42")
      #expect(JSONPeek.member("n", of: line) == nil)
      #expect(JSONPeek.member("", of: line) == nil)
    }
  }

  @Test(arguments: [
    (#"{"type":1}"#, true), (#" {"type" :"#, true), (#"{"v":1,"type":"x"}"#, false), ("", false),
    ("{}", false),
    (#"{"type""#, false), (#"["type":1]"#, false),
  ])
  func firstMember(line: String, isType: Bool) {
    #expect(JSONPeek.beginsWithType(Array(line.utf8)[...]) == isType)
  }

  @Test("agrees with the parser on every value that has one type")
  func agreesWithTheParser() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<4, using: &random) {
        object.append("k" + RandomJSON.string(&random), RandomJSON.make(&random))
      }
      object.append("type", "the.type")
      object.append("rest", RandomJSON.make(&random))
      #expect(JSONPeek.type(of: JSON.object(object).bytes[...]) == "the.type")
    }
  }
}

import AgentCore
import AgentJSON
import Testing

@testable import ConfigCommand

@Suite struct AssignmentsTests {
  private static func object(_ words: [String]) throws -> JSONObject {
    try JSONObject(Assignments.parse(words).map { JSONObject.Member(key: $0.key.name, value: $0.value) })
  }

  @Test(arguments: [
    (["model", "gpt-5"], #"{"model":"gpt-5"}"#),
    (["model=gpt-5"], #"{"model":"gpt-5"}"#),
    (["model=a=b"], #"{"model":"a=b"}"#), (["model=\u{301}a"], "{\"model\":\"\u{301}a\"}"),
    (["model", "a=b"], #"{"model":"a=b"}"#),
    (["model", ""], #"{"model":""}"#),
    (["model", "a", "max_requests", "3"], #"{"model":"a","max_requests":3}"#),
    (
      ["model=a", "max_requests=3", "verbosity", "low"], #"{"model":"a","max_requests":3,"verbosity":"low"}"#
    ),
    (["auto_compact", "FALSE"], #"{"auto_compact":false}"#),
    (["auto_compact", "True"], #"{"auto_compact":true}"#),
    (["model", "None"], #"{"model":null}"#),
    (["model", "NULL"], #"{"model":null}"#),
    (["reasoning_effort", "none"], #"{"reasoning_effort":"none"}"#),
    (["model", "1.10"], #"{"model":"1.10"}"#),
    (["model", "\"quoted\""], #"{"model":"quoted"}"#),
    (["tool_timeout", "90s"], #"{"tool_timeout":"90s"}"#),
    (["tool_timeout", "90"], #"{"tool_timeout":"90"}"#),
    (["builtin_tools", "[\"read\",\"list\"]"], #"{"builtin_tools":["read","list"]}"#),
    (["builtin_tools", "read"], #"{"builtin_tools":"read"}"#),
    (["builtin_tools", "[]"], #"{"builtin_tools":[]}"#),
    (["profiles", #"{"a":{"model":"b"}}"#], #"{"profiles":{"a":{"model":"b"}}}"#),
  ])
  func takes(words: [String], expected: String) throws {
    #expect(JSON.object(try Self.object(words)).text == expected)
  }

  @Test(arguments: [
    (["modle", "x"], ErrorCode.config, "modle"),
    (["=x"], .config, ""),
    (["model"], .usage, "model"),
    (["model", "a", "max_requests"], .usage, "max_requests"),
    (["max_requests", "many"], .config, "max_requests"),
    (["max_requests", "-1"], .config, "max_requests"),
    (["max_requests", "1.5"], .config, "max_requests"),
    (["auto_compact", "1"], .config, "auto_compact"),
    (["verbosity", "loud"], .config, "verbosity"),
    (["tool_timeout", "soon"], .config, "tool_timeout"),
    (["builtin_tools", "[1]"], .config, "builtin_tools"),
    (["profiles", "[]"], .config, "profiles"),
    (["profiles", #"{"a":{"modle":"b"}}"#], .config, "profiles.a.modle"),
  ])
  func refuses(words: [String], code: ErrorCode, object: String) throws {
    let error = #expect(throws: AgentError.self) { try Assignments.parse(words) }
    #expect(error?.code == code)
    #expect(error?.object == object)
  }

  @Test func nearMatchesAreHints() {
    let error = #expect(throws: AgentError.self) { try Assignments.parse(["modle", "x"]) }
    #expect(error?.hint == "did you mean 'model'?")
  }

  @Test func nullTakesTheKeyOut() throws {
    var values: JSONObject = ["model": "a", "unknown": 1]
    Assignments.apply(try Assignments.parse(["model", "null", "max_requests", "1"]), to: &values)
    #expect(values == ["unknown": 1, "max_requests": 1])
  }
}

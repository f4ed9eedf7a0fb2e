import AgentCore
import AgentJSON
import Testing

@Suite struct ConfigurationProblemTests {
  private static func problems(_ text: String) throws -> [String] {
    ConfigurationProblem.all(in: try #require(try JSON(parsing: text).object)).map {
      "\($0.key)\($0.isUnknown ? "?" : "!")"
    }
  }

  @Test(arguments: [
    ("{}", []),
    (#"{"model":"a","max_requests":1,"tool_timeout":"1m","model":null}"#, []),
    (#"{"modle":"a"}"#, ["modle?"]),
    (#"{"max_requests":"1"}"#, ["max_requests!"]),
    (
      #"{"max_requests":-1,"tool_timeout":"x","max_time":5}"#,
      ["max_requests!", "tool_timeout!", "max_time!"]
    ),
    (#"{"profiles":{"a":{"model":1,"x":2},"b":3}}"#, ["profiles.a.model!", "profiles.a.x?", "profiles.b!"]),
    (#"{"profiles":[]}"#, ["profiles!"]),
  ])
  func found(text: String, expected: [String]) throws {
    #expect(try Self.problems(text) == expected)
  }
}

import AgentJSON
import Testing

@testable import AgentTools

@Suite struct ArgumentVectorTests {
  @Test(arguments: [
    ("{}", [], []),
    (#"{"city":"New York","days":3}"#, [], ["--city", "New York", "--days", "3"]),
    (#"{"max_results":1,"all":true,"none":false,"null":null}"#, [], ["--max-results", "1", "--all"]),
    (#"{"tag":["a","b c"]}"#, [], ["--tag", "a", "--tag", "b c"]),
    (#"{"name":"n","all":true}"#, ["name"], ["--all", "n"]),
    (#"{"b":"2","a":"1"}"#, ["a", "b"], ["1", "2"]),
    (#"{"files":["x","y"]}"#, ["files"], ["x", "y"]),
    (#"{"name":"-rf"}"#, ["name"], ["--", "-rf"]),
    (#"{"name":"-\u0301"}"#, ["name"], ["--", "-\u{301}"]),
    (#"{"text":"$(id); `id`\n\"'"}"#, [], ["--text", "$(id); `id`\n\"'"]),
    (#"{"object":{"a":1}}"#, [], ["--object", #"{"a":1}"#]),
  ])
  func vectors(_ arguments: String, _ operands: [String], _ expected: [String]) throws {
    #expect(ArgumentVector.make(try JSON(parsing: arguments), operands: operands) == expected)
  }
}

import AgentJSON
import Testing

@testable import AgentSession

@Suite struct TranscriptEntryTests {
  @Test(arguments: [
    (
      #"{"type":"tool_call","name":"read","arguments":{"path":"x"},"output":"o"}"#, "read", #"{"path":"x"}"#,
      "o"
    ),
    (
      #"{"type":"mcp_tool_call","server":"s","tool":"t","arguments":"a","result":{"content":[{"type":"text","text":"r"}]}}"#,
      "s.t", "a", "r"
    ),
    (
      #"{"type":"mcp_tool_call","server":"s","tool":"t","result":null,"error":{"message":"no"}}"#, "s.t", "",
      "no"
    ),
    (#"{"type":"file_change","changes":[{"path":"a"},{"path":"b"}]}"#, "edit", "a b", ""),
    (#"{"type":"web_search","query":"q"}"#, "web_search", "q", ""),
  ])
  func calls(_ item: String, name: String, arguments: String, output: String) throws {
    let call = TranscriptEntry.ToolCall(item: try JSON(parsing: item))
    #expect(call.name == name)
    #expect(call.arguments == arguments)
    #expect(call.output == output)
  }
}

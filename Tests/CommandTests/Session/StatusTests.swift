import AgentJSON
import AgentTesting
import Testing

@Suite struct SessionStatusTests {
  @Test func tellsWhatTheLogKnows() throws {
    let tool = SessionTool()
    let id = try tool.make(title: "t")
    try tool.append(
      id,
      SessionTool.turn + [
        #"{"type":"thread.started","thread_id":"x","model":"m","limits":{"context_tokens":8192}}"#,
        #"{"type":"request.completed","req":1,"status":200,"usage":{"input_tokens":700,"output_tokens":50}}"#,
      ])
    let status = try #require(try tool.run("status", "--format", "json").values.first)
    #expect(status["session"]?.string == id)
    #expect(status["model"] == "m")
    #expect(status["busy"] == false)
    #expect(status["turn"] == 1)
    #expect(status["context_tokens"] == 750)
    #expect(status["context_limit"] == 8192)
    #expect(status["messages"] == 2)
    let text = try tool.run("status").lines
    #expect(text.contains("model: m") && text.contains("busy: false"))
    #expect(try SessionTool().run("status").status == 66)
  }

  @Test func aKilledTurnIsTold() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, [SessionTool.turn[0]])
    #expect(try tool.run("status", id, "-j").values.first?["state"] == "killed")
  }

  @Test func aNewerFormatIsRefused() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.write(try tool.log(id) + SessionTool.newer(2), to: id)
    #expect(try tool.run("status", id).status == 78)
    #expect(try tool.run("status", id).status == 78)
  }
}

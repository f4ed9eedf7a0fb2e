import AgentCore
import AgentJSON
import Testing

@testable import AgentSession

@Suite struct SeedExportTests {
  @Test func writesMessages() throws {
    let test = TestStore()
    let id = try test.makeQueued("q")
    try test.log(id).append(
      [
        .turnStarted(text: "do it"),
        .item([
          "id": "c", "type": "tool_call", "call_id": "c1", "name": "read", "arguments": ["path": "x"],
          "output": "text",
        ]),
        QueuedInput(id: "q", text: nil).taken, .answer("done"), .turnCompleted,
      ], turn: 1)
    let messages = try SeedExport.messages(path: test.store.path(id), session: id, blobs: test.store.blobs)
    let list = try #require(messages.array)
    #expect(
      list.map { $0["type"]?.string } == [
        "user_message", "assistant_message", "tool_result_message", "user_message", "assistant_message",
      ])
    #expect(list.map { $0["content"]?.string } == ["do it", "", "text", "text of q", "done"])
    #expect(list[1]["tool_calls"]?[0]?["call_id"] == "c1")
    #expect(list[2]["call_id"] == "c1")
    #expect(list.allSatisfy { $0["session_id"]?.string == id && $0["turns_left"] == -1 })
  }

  /// What was imported and exported is imported again as the same.
  @Test func makesTheRoundTrip() throws {
    let test = TestStore()
    let seed =
      #"[{"type":"user_message","content":"a"},{"type":"assistant_message","content":"","tool_calls":[{"type":"function_call","call_id":"c","name":"read","arguments":"{}"}]},{"type":"tool_result_message","call_id":"c","content":"out"},{"type":"assistant_message","content":"b"}]"#
    func export(_ bytes: [UInt8]) throws -> [JSON] {
      let id = try test.store.importing(bytes, name: "x", workingDirectory: "/").id
      return try SeedExport.messages(path: test.store.path(id), session: "s", blobs: test.store.blobs).array
        ?? []
    }
    func shape(_ messages: [JSON]) -> [[JSON?]] {
      messages.map { [$0["type"], $0["content"], $0["call_id"], $0["tool_calls"]?[0]?["arguments"]] }
    }
    let first = try export(Array(seed.utf8))
    let second = try export(JSON.array(first).bytes)
    #expect(shape(first) == shape(second))
    #expect(first.count == 4)
  }
}

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

  /// What the seed wrote comes back as it was, every member of it.
  @Test func whatWasImportedIsExportedUnchanged() throws {
    let test = TestStore()
    let seed = try JSON(parsing: Self.everyMessage)
    let made = try test.store.importing(seed.bytes, name: "x", workingDirectory: "/")
    #expect(made.skipped == 0)
    let exported = try SeedExport.messages(
      path: test.store.path(made.id), session: made.id, blobs: test.store.blobs)
    #expect(exported == seed)
    // A copy of the session has it all too.
    let fork = try test.store.fork(made.id)
    #expect(
      try SeedExport.messages(path: test.store.path(fork), session: fork, blobs: test.store.blobs) == seed)
  }

  private static let everyMessage = #"""
    [{"type":"system_message","content":"SYS","name":"x","reasoning":null,"id":"a1","session_id":"20250101_101010_123456","timestamp":"20250101T101001.500","turns_left":-1,"embedding":null,"estimated_token_count":{"m":{"fingerprint":"f","count":3}},"effective_api_token_count":null,"role":"system"},
     {"type":"user_message","content":"first","id":"a2","role":"user","session_id":"s"},
     {"type":"assistant_message","content":"let me look","reasoning":"thinking","id":"a3","role":"assistant","tool_calls":[
       {"index":0,"type":"function_call","call_id":"c1","name":"read","arguments":"{\"a\": 1}"},
       {"index":1,"type":"custom_tool_call","call_id":"c2","name":"bash","input":"ls"},
       {"index":2,"type":"function_call","call_id":"c3","name":"read","arguments":"{}"}]},
     {"type":"tool_result_message","content":"success","id":"a4","role":"tool","call_id":"c1","tool_call_type":"function_call"},
     {"type":"tool_result_wrapper","content":"REAL <a&b>","id":"a5","role":"developer","call_id":"c1","tool_name":"read","status":"success","turns_left":3},
     {"type":"tool_result_message","content":"out","id":"a6","role":"tool","call_id":"c2","tool_call_type":"custom_tool_call"},
     {"type":"assistant_message","content":"the answer","id":"a7","role":"assistant","tool_calls":[]},
     {"type":"image_message","content":"/tmp/p.png","id":"a8","role":"user","detail":"auto","description":"a picture","image_name":"p"},
     {"type":"user_message","content":[{"type":"input_text","text":"one"},{"type":"input_text","text":"two"}],"id":"a9","role":"user"},
     {"type":"interrupt_message","content":"stopped","id":"b1","role":"developer"},
     {"type":"developer_message","content":"Resuming","id":"b2","role":"developer"},
     {"type":"compaction_message","content":null,"id":"b3","response_id":"r","summaries":[{"type":"compaction","encrypted_content":"ONE"},{"type":"compaction","encrypted_content":"TWO"}],"compacted_message_count":7},
     {"type":"server_tool_response_message","content":"","id":"b4","item":{"type":"web_search_call","id":"ws","status":"completed","action":{"query":"q"}}},
     {"type":"assistant_message","content":"","id":"b5","role":"assistant","tool_calls":[]}]
    """#

  /// A response is one message: its thoughts, its text and all its calls, answered or not.
  @Test func aResponseIsOneMessage() throws {
    let test = TestStore()
    let id = try test.make()
    func done(_ item: JSON, _ raw: JSON) -> Event { Event(.itemCompleted, ["item": item, "raw": raw]) }
    try test.log(id).append(
      [
        .turnStarted(text: "do it"),
        done(
          ["id": "r", "type": "reasoning", "text": "hm"], ["type": "reasoning", "encrypted_content": "zz"]),
        done(["id": "w", "type": "web_search", "query": "q"], ["type": "web_search_call", "id": "ws"]),
        done(
          ["id": "m", "type": "agent_message", "text": "I look"],
          ["type": "message", "role": "assistant", "content": [["type": "output_text", "text": "I look"]]]),
        done(
          ["id": "f1", "type": "function_call", "call_id": "c1", "tool": "read"],
          ["type": "function_call", "call_id": "c1", "name": "read", "arguments": "{\"a\":1}"]),
        done(
          ["id": "f2", "type": "function_call", "call_id": "c2", "tool": "bash"],
          ["type": "custom_tool_call", "call_id": "c2", "name": "bash", "input": "ls"]),
        Event(.requestCompleted, ["req": 1, "status": 200]),
        done(
          ["id": "t", "type": "tool_call", "call_id": "c1", "tool": "read", "output": "text"],
          ["type": "function_call_output", "call_id": "c1", "output": "text"]),
        .answer("done"), .turnCompleted,
      ], turn: 1)
    try test.log(id).append(
      [
        Event(
          .compactionCompleted,
          ["after_tokens": 5, "item": ["type": "compaction", "encrypted_content": "s"]])
      ])
    let list = try #require(
      SeedExport.messages(path: test.store.path(id), session: id, blobs: test.store.blobs).array)
    #expect(
      list.map { $0["type"]?.string } == [
        "user_message", "server_tool_response_message", "assistant_message", "tool_result_message",
        "assistant_message", "compaction_message",
      ])
    #expect(list[1]["item"]?["id"] == "ws")
    #expect(list[2]["reasoning"] == "hm" && list[2]["content"] == "I look")
    let calls = list[2]["tool_calls"]?.array ?? []
    #expect(calls.map { $0["type"]?.string } == ["function_call", "custom_tool_call"])
    #expect(calls.map { $0["index"]?.int } == [0, 1])
    #expect(calls.first?["arguments"] == "{\"a\":1}" && calls.last?["input"] == "ls")
    #expect(list[3]["call_id"] == "c1" && list[3]["content"] == "text")
    #expect(list[4]["tool_calls"]?.array?.isEmpty == true)
    #expect(list[5]["summaries"] == [["type": "compaction", "encrypted_content": "s"]])
  }

  @Test func whatIsVoidIsLeftOut() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append(
      [
        .turnStarted(), .item(["id": "1", "type": "agent_message", "text": "half"]),
        Event(.retry, ["attempt": 1, "cause": "stream_cut", "void": ["1"]]), .answer("whole"), .turnCompleted,
      ], turn: 1)
    let list = try SeedExport.messages(path: test.store.path(id), session: id, blobs: test.store.blobs).array
    #expect(list?.compactMap { $0["content"]?.string } == ["hello", "whole"])
  }
}

import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct SeedImportTests {
  private static let seed = #"""
    [
      {"type":"system_message","content":"You are Pandora.","id":"aaaaaaaa","timestamp":"20260102T030405.678"},
      {"type":"user_message","content":"Read x","id":"bbbbbbbb","timestamp":"20260102T030406.000"},
      {"type":"assistant_message","content":"","reasoning":"I should look.","id":"cccccccc",
       "tool_calls":[{"index":0,"type":"function_call","call_id":"c1","name":"read","arguments":"{\"reads\":\"x\"}"},
                     {"index":1,"type":"custom_tool_call","call_id":"c2","name":"bash","input":"ls"}]},
      {"type":"tool_result_message","call_id":"c1","content":"success: call_id=c1; full output in ToolResultWrapper"},
      {"type":"tool_result_wrapper","call_id":"c1","tool_name":"read","status":"success","content":"1|hello","turns_left":3},
      {"type":"image_message","content":"/tmp/shot.png","detail":"auto","description":"a shot","id":"dddddddd"},
      {"type":"assistant_message","content":"It says hello.","id":"eeeeeeee"},
      {"type":"user_message","content":[{"type":"input_text","text":"Thanks"}],"id":"ffffffff"},
      {"type":"compaction_message","summaries":[{"type":"compaction","encrypted_content":"zz"}],"response_id":"r"},
      {"type":"tool_result_message","call_id":"orphan","content":"x"},
      {"type":"developer_message","content":"Resuming ..."},
      {"type":"interrupt_message","content":"interrupted"}
    ]
    """#

  private func imported() throws -> SeedImport {
    SeedImport(try #require(JSON(parsing: Self.seed).array))
  }

  private func items(_ seed: SeedImport) -> [JSON] {
    seed.entries.filter { $0.event.type == "item.completed" }.compactMap { $0.event.payload["item"] }
  }

  @Test func everyMessageBecomesAnItem() throws {
    let seed = try imported()
    #expect(
      items(seed).map { $0["type"]?.string } == [
        "context", "user_message", "reasoning", "function_call", "function_call", "tool_call", "context",
        "image", "agent_message", "user_message", "compaction", "context", "interrupt",
      ])
    #expect(seed.skipped == 1)
  }

  @Test func turnsAndTimes() throws {
    let seed = try imported()
    #expect(seed.entries.first?.turn == nil)
    #expect(seed.entries[1].turn == 1)
    #expect(seed.entries.first { $0.event.payload["item"]?["text"] == "Thanks" }?.turn == 2)
    #expect(seed.entries.first?.time == Timestamp("2026-01-02T03:04:05.678Z"))
    #expect(seed.entries.last?.time == Timestamp("2026-01-02T03:04:06.000Z"))
  }

  @Test func aCallHasItsRealOutputAndBothItems() throws {
    let entries = try imported().entries.filter { $0.event.payload["item"]?["call_id"] == "c1" }
    #expect(entries.map(\.event.type) == ["item.completed", "item.started", "item.completed"])
    #expect(entries.last?.event.payload["item"]?["output"] == "1|hello")
    let raw = entries.compactMap { $0.event.payload["raw"] }
    #expect(raw.map { $0["type"]?.string } == ["function_call", "function_call_output"])
    #expect(raw.map { $0["call_id"]?.string } == ["c1", "c1"])
    #expect(raw.last?["output"] == "1|hello")
  }

  @Test func aCallWithoutAResultStaysOpen() throws {
    let entries = try imported().entries.filter { $0.event.payload["item"]?["call_id"] == "c2" }
    #expect(entries.map(\.event.type) == ["item.completed", "item.started"])
    #expect(
      entries[0].event.payload["raw"] == [
        "type": "custom_tool_call", "call_id": "c2", "name": "bash", "input": "ls",
      ])
  }

  @Test func whatIsSentAgain() throws {
    let seed = try imported()
    let raw = seed.entries.compactMap { $0.event.payload["raw"] }
    #expect(
      raw.contains([
        "type": "message", "role": "user", "content": [["type": "input_text", "text": "Read x"]],
      ]))
    #expect(
      raw.contains([
        "type": "message", "role": "assistant",
        "content": [["type": "output_text", "text": "It says hello."]],
      ]))
    #expect(raw.contains(["type": "compaction", "encrypted_content": "zz"]))
    // The old system prompt and reasoning are there to be read only.
    #expect(!raw.contains { $0.text.contains("Pandora") || $0.text.contains("I should look") })
  }

  @Test func whatIsSuchASession() throws {
    #expect(SeedImport.accepts(try JSON(parsing: Self.seed)))
    #expect(!SeedImport.accepts([["type": "notice"]]))
    #expect(!SeedImport.accepts([1, 2]))
    #expect(!SeedImport.accepts(["type": "user_message"]))
  }
}

import AgentCore
import AgentJSON
import Testing

@testable import AgentSession

@Suite struct TranscriptTests {
  private func entries(_ test: TestStore, _ id: String, turn: Int? = nil) throws -> [TranscriptEntry] {
    var transcript = try Transcript(path: test.store.path(id), blobs: test.store.blobs, turn: turn)
    var entries: [TranscriptEntry] = []
    while let entry = try transcript.next() { entries.append(entry) }
    return entries
  }

  @Test func saysWhatWasSaidAndDone() throws {
    let test = TestStore()
    let id = try test.makeQueued("q")
    try test.log(id).append(
      [
        .turnStarted(text: "do it"),
        .item(["id": "r", "type": "reasoning", "text": "hm"]),
        .item([
          "id": "c", "type": "command_execution", "command": "ls", "aggregated_output": "a\nb",
          "status": "completed",
          "duration_ms": 5,
        ]),
        QueuedInput(id: "q", text: nil).taken, .answer("done"),
        Event(.turnFailed, ["error": ["code": "network", "message": "gone"], "exit_code": 75]),
      ], turn: 1)
    let found = try entries(test, id).dropFirst()
    var call = TranscriptEntry.ToolCall(item: ["type": "command_execution", "command": "ls"])
    call.output = "a\nb"
    call.status = "completed"
    call.milliseconds = 5
    #expect(
      Array(found) == [
        .user("do it"), .reasoning("hm"), .call(call), .user("text of q"), .assistant("done"),
        .failure(code: "network", "gone"),
      ])
  }

  @Test func leavesOutWhatIsVoid() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append(
      [
        .turnStarted(), .item(["id": "1", "type": "agent_message", "text": "half"]),
        Event(.retry, ["attempt": 1, "cause": "stream_cut", "void": ["1"]]),
        .item(["id": "2", "type": "agent_message", "text": "whole"]),
      ], turn: 1)
    #expect(try entries(test, id).suffix(2) == [.user("hello"), .assistant("whole")])
  }

  @Test func callsThatNeverEndedAreShown() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append(
      [
        Event(
          .itemStarted,
          [
            "item": [
              "id": "c", "type": "tool_call", "name": "bash", "arguments": "x", "status": "in_progress",
            ]
          ])
      ],
      turn: 1)
    guard case .call(let call)? = try entries(test, id).last else {
      Issue.record("no call")
      return
    }
    #expect(call.name == "bash")
    #expect(call.status == "in_progress")
  }

  @Test func oneTurnAlone() throws {
    let test = TestStore()
    let id = try test.make()
    for turn in 1...3 {
      try test.log(id).append([.turnStarted(text: "\(turn)"), .answer("to \(turn)")], turn: turn)
    }
    #expect(try entries(test, id, turn: 2).suffix(2) == [.user("2"), .assistant("to 2")])
    #expect(try entries(test, id, turn: 9).isEmpty)
  }

  @Test func blobsAreRead() throws {
    let test = TestStore()
    let id = try test.make()
    let long = String(repeating: "long ", count: 400_000)
    try test.log(id).append([.answer(long)])
    #expect(try entries(test, id) == [.assistant(long)])
  }
}

import AgentSession
import AgentTools
import Testing

@testable import AgentTurn

@Suite struct ControlRecordTests {
  private func record(_ text: String) throws(ControlRecord.Refusal) -> ControlRecord {
    try ControlRecord(Array(text.utf8)[...])
  }

  @Test(arguments: [
    (#"{"type":"approval.resolved","id":"a","decision":"allow"}"#, ApprovalAnswer.allow),
    (#"{"type":"approval.resolved","id":"a","decision":"always"}"#, .always),
    (#"{"type":"approval.resolved","id":"a","decision":"deny","reason":"no"}"#, .deny(reason: "no")),
  ])
  func answers(_ text: String, _ expected: ApprovalAnswer) throws {
    #expect(try record(text) == .answer(id: "a", expected))
  }

  @Test func input() throws {
    #expect(
      try record(#"{"type":"input.queued","id":"x","text":"more"}"#)
        == .input(QueuedInput(id: "x", text: "more")))
    guard case .input(let made) = try record(#"{"type":"input.queued","text":"more"}"#) else {
      Issue.record("no input")
      return
    }
    #expect(!made.id.isEmpty && made.text == "more")
    guard case .input(let stop) = try record(#"{"type":"interrupt","text":"why"}"#),
      case .input(let finish) = try record(#"{"type":"interrupt","interrupt":"finish"}"#)
    else {
      Issue.record("no interrupt")
      return
    }
    #expect(stop.interrupt == .stop && stop.text == "why" && finish.interrupt == .finish)
  }

  @Test(arguments: [
    "", "x", "1", "{}", #"{"type":"x"}"#, #"{"type":"approval.resolved","decision":"allow"}"#,
    #"{"type":"approval.resolved","id":"a"}"#, #"{"type":"approval.resolved","id":"a","decision":"maybe"}"#,
    #"{"type":"input.queued"}"#, #"{"type":"interrupt","interrupt":"later"}"#,
  ])
  func whatIsNoRecord(_ text: String) {
    #expect(throws: ControlRecord.Refusal.self) { try record(text) }
  }
}

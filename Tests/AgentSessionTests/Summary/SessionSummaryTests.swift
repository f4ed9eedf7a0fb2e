import AgentJSON
import Testing

@testable import AgentSession

@Suite struct SessionSummaryTests {
  @Test func theRecordHasTheContractsMembers() throws {
    let test = TestStore()
    let id = try test.make(title: "t")
    let record = try test.store.summary(id).record
    let members = [
      "type", "v", "id", "title", "cwd", "model", "created", "updated", "turns", "bytes", "state",
    ]
    #expect(record.object?.keys == members)
    #expect(record["type"] == "session")
    #expect(record["state"] == "new")
    #expect(record["cwd"] == "/work")
  }

  @Test func damagedRecordsCountForNothing() {
    var summary = SessionSummary(id: "s")
    let before = summary
    summary.add(
      LogRecord(bytes: Array("{\"type\":\"turn.started\"".utf8), number: 1, offset: 0, envelope: nil))
    #expect(summary == before)
  }

  @Test func interruptsAreNoInput() throws {
    let test = TestStore()
    let id = try test.make()
    let interrupt = QueuedInput(id: "i", text: "why", interrupt: .stop)
    try test.log(id).append([.turnStarted(), interrupt.event], turn: 1)
    #expect(try test.store.summary(id).queued.isEmpty)
    try test.log(id).append([interrupt.taken], turn: 1)
    #expect(try test.store.summary(id).messages == 1)
  }
}

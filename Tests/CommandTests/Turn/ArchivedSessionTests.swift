import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Turns in sessions whose beginning has been archived.
@Suite struct TurnArchivedSessionTests {
  private static let compaction =
    #"{"type":"compaction.completed","after_tokens":7,"item":{"type":"message","role":"user","content":[{"type":"input_text","text":"the summary"}]}}"#

  @Test func theNextTurnSeesTheSummaryAndCountsOn() throws {
    let bench = try TurnBench([.text("one")], then: .text("two"))
    #expect(try bench.run("first").status == 0)
    let id = try #require(bench.sessions().first)
    let session = BuiltCommand("agent-session", in: bench.directory)
    _ = try session.run(["append", id], stdin: Array(Self.compaction.utf8))
    #expect(try bench.session("archive", id).status == 0)
    #expect(try bench.events().count == 2)
    #expect(try bench.session("list").output.contains(id))
    #expect(try bench.run("-c", "second").status == 0)
    #expect(TurnSessionTests.texts(bench.server.bodies[1]) == ["the summary", "second"])
    #expect(try bench.terminal()["turn"] == 2)
    #expect(try bench.session("fsck").status == 0)
  }

  @Test func notWhileATurnRuns() throws {
    let gate = Gate()
    let bench = try TurnBench { _, _ in
      gate.wait()
      return .text("done")
    }
    let child = try bench.start(["first"])
    #expect(bench.server.waitForRequests(1))
    let id = try #require(bench.sessions().first)
    let result = try bench.session("archive", id)
    #expect(result.status == 75 && result.errors.contains("process \(child.pid)"))
    gate.open()
    #expect(child.end() == .code(0))
  }

  @Test func aKilledTurnIsEndedFirst() throws {
    let bench = try TurnBench(then: .text("never").stalled(at: 10))
    let child = try bench.start(["first"])
    #expect(bench.server.waitForRequests(1))
    let id = try #require(bench.sessions().first)
    child.signal(SIGKILL)
    _ = child.wait()
    let session = BuiltCommand("agent-session", in: bench.directory)
    _ = try session.run(["append", id], stdin: Array(Self.compaction.utf8))
    #expect(try bench.session("archive", id).status == 0)
    let events = try bench.events()
    #expect(
      events.map { $0["type"]?.string } == ["session.archived", "compaction.completed", "turn.failed"])
    #expect(events.last?["error"]?["code"] == "killed")
  }
}

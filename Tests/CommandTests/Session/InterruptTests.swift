import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct SessionInterruptTests {
  /// A process that stands for a turn: the lock file names it.
  private func turn(_ tool: SessionTool, _ id: String) throws -> ChildProcess {
    let child = try ChildProcess.spawn(["sleep", "600"], environment: [:], output: .null, error: .null)
    let stat = String(decoding: try Files.read("/proc/\(child.pid)/stat"), as: UTF8.self)
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    try tool.directory.write(
      "runtime/locks/\(id).turn",
      "{\"pid\":\(child.pid),\"start\":\(fields[19]),\"since\":\"2026-01-01T00:00:00.000Z\"}\n")
    return child
  }

  @Test func noTurnIsANegativeResult() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let result = try tool.run("interrupt", id)
    #expect(result.status == 1)
    #expect(result.errors == "agent-session: interrupt: \(id): no turn is running\n")
    #expect(try tool.run("show", id, "-j").lines.count == 1)
    #expect(try tool.run("interrupt", "absent").status == 66)
  }

  @Test func theReasonIsInTheLogAndTheProcessIsSignalled() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let child = try turn(tool, id)
    #expect(try tool.run("status", id, "-j").values.first?["busy"] == true)
    #expect(try tool.run("interrupt", id, "-n").status == 0)
    let result = try tool.run("interrupt", id, "wrong", "file", "-j")
    #expect(result.status == 0)
    #expect(result.values.first?["interrupt"] == "stop")
    #expect(result.values.first?["text"] == "wrong file")
    #expect(child.wait(until: .after(milliseconds: 20_000)) == .signal(SIGINT))
    let queued = try tool.run("show", id, "-j").values.filter { $0["type"] == "input.queued" }
    #expect(queued.count == 1)
    #expect(try tool.run("interrupt", id).status == 1)
  }

  @Test func finishingSendsNoSignal() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let child = try turn(tool, id)
    #expect(try tool.run("interrupt", id, "--finish", "-j").values.first?["interrupt"] == "finish")
    child.signal(SIGTERM)
    #expect(child.wait() == .signal(SIGTERM))
  }

  @Test func theNegativeResultHasACodeOfItsOwn() throws {
    let tool = SessionTool()
    let record = try tool.run("interrupt", "-j", try tool.make()).values.last
    #expect(record?["code"] == "bad_request")
    #expect(record?["exit"] == 1)
  }
}

import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct TurnSessionTests {
  /// What a request holds of the conversation: the texts of its messages.
  static func texts(_ request: JSON) -> [String] {
    (request["input"]?.array ?? []).compactMap { $0["content"]?.array?.last?["text"]?.string }
  }

  @Test(arguments: TurnBench.dialects)
  func theNextTurnGoesOn(_ dialect: String) throws {
    let bench = try TurnBench([.text("one"), .text("two"), .text("three")], dialect: dialect)
    #expect(try bench.run("first").status == 0)
    #expect(try bench.run("-c", "second").status == 0)
    let id = try #require(bench.sessions().first)
    #expect(try bench.run("-s", id, "third").status == 0)
    #expect(bench.sessions() == [id])
    let last = try #require(bench.server.bodies.last?.text)
    for text in ["first", "one", "second", "two", "third"] { #expect(last.contains("\"\(text)\"")) }
    #expect(try bench.terminal()["turn"] == 3)
    let threads = try bench.events().filter { $0["type"] == "thread.started" }
    #expect(threads.compactMap { $0["resumed"]?.bool } == [false, true, true])
  }

  @Test func aTitleFindsASession() throws {
    let bench = try TurnBench()
    _ = try bench.run("--title", "The gate", "first")
    #expect(try bench.run("-s", "The gate", "second").status == 0)
    #expect(bench.sessions().count == 1)
    _ = try bench.run("Called by its prompt\nand more")
    #expect(try bench.session("list", "-j").values.contains { $0["title"] == "Called by its prompt" })
  }

  @Test func aForkLeavesTheSessionAsItIs() throws {
    let bench = try TurnBench()
    _ = try bench.run("first")
    let id = try #require(bench.sessions().first)
    let before = try bench.log(id)
    #expect(try bench.run("-c", "--fork", "second").status == 0)
    #expect(try bench.log(id) == before)
    #expect(bench.sessions().count == 2)
    #expect(Self.texts(bench.server.bodies[1]).contains("first"))
  }

  @Test func nothingIsKeptOfAnEphemeralTurn() throws {
    let bench = try TurnBench()
    let result = try bench.run("--ephemeral", "-j", "x")
    #expect(result.status == 0 && result.values.last?["type"] == "turn.completed")
    #expect(bench.sessions().isEmpty)
  }

  @Test func anUnknownSessionIsToldWithANearOne() throws {
    let bench = try TurnBench()
    #expect(try bench.run("-c", "x").status == 66)
    _ = try bench.run("--title", "groceries", "x")
    let result = try bench.run("-s", "grocerys", "x")
    #expect(result.status == 66)
    #expect(result.errors.contains("groceries"))
    #expect(bench.server.requests.count == 1)
  }

  @Test func resumingGoesOnAfterAFailure() throws {
    let bench = try TurnBench([.failure(400, code: "odd", message: "no"), .text("now")])
    #expect(try bench.run("the question").status == 1)
    let result = try bench.run("--resume")
    #expect(result.status == 0 && result.output == "now\n")
    #expect(Self.texts(bench.server.bodies[1]) == ["the question"])
    #expect(try bench.run("--resume").status == 65)
  }

  @Test func resumingAfterAKillTellsTheModelOfTheCall() throws {
    let bench = try TurnBench([.toolCall("slow", [:], id: "killed")], then: .text("now"))
    let environment = try bench.slowTool()
    let child = try bench.command(environment).spawn(bench.address + ["go"], output: .null, error: .null)
    let tool = try bench.slowProcess()
    child.signal(SIGKILL)
    #expect(child.wait() == .signal(SIGKILL))
    kill(-tool, SIGKILL)
    #expect(try bench.run("--resume").status == 0)
    let input = bench.server.bodies[1]["input"]?.array ?? []
    #expect(input.contains { $0["type"] == "function_call" && $0["call_id"] == "killed" })
    let output = input.first { $0["type"] == "function_call_output" }
    #expect(output?["call_id"] == "killed" && output?["output"]?.string?.contains("interrupted") == true)
    let ends = try bench.events().filter { $0["type"] == "turn.failed" }
    #expect(ends.count == 1 && ends[0]["error"]?["code"] == "killed" && ends[0]["exit_code"] == 137)
  }

  /// A turn of another process that runs until the gate opens.
  private func running(_ gate: Gate) throws -> (TurnBench, ChildProcess, String) {
    let bench = try TurnBench { _, number in
      if number == 0 { gate.wait() }
      return .text("answer \(number)")
    }
    let child = try bench.start(["first"])
    #expect(bench.server.waitForRequests(1))
    return (bench, child, try #require(bench.sessions().first))
  }

  @Test func aBusySessionIsTemporaryWithTheHoldersPid() throws {
    let gate = Gate()
    let (bench, child, id) = try running(gate)
    let result = try bench.run("-s", id, "--lock", "fail", "second")
    #expect(result.status == 75)
    #expect(result.errors.contains("process \(child.pid)"))
    #expect(try bench.run("-s", id, "--lock", "wait=0.3", "second").status == 75)
    gate.open()
    #expect(child.end() == .code(0))
    #expect(bench.server.requests.count == 1)
  }

  @Test func waitingRunsAfterTheOther() throws {
    let gate = Gate()
    let (bench, child, id) = try running(gate)
    let second = try bench.start(["-s", id, "second"])
    gate.open()
    #expect(child.end() == .code(0))
    #expect(second.end() == .code(0))
    #expect(Self.texts(bench.server.bodies[1]).last == "second")
    #expect(try bench.terminal()["turn"] == 2)
  }

  @Test func aSignalEndsTheWaiting() throws {
    let gate = Gate()
    let (bench, child, id) = try running(gate)
    let second = try bench.start(["-s", id, "second"])
    #expect(second.wait(until: .after(milliseconds: 500)) == nil)
    second.signal(SIGINT)
    #expect(second.end(within: 10_000) == .code(130))
    gate.open()
    #expect(child.end() == .code(0))
  }

  @Test func queuedInputIsTakenByTheTurnThatRuns() throws {
    let gate = Gate()
    let (bench, child, id) = try running(gate)
    let queued = try bench.run("-s", id, "--lock", "queue", "-j", "second")
    #expect(queued.status == 0 && queued.values.map { $0["type"]?.string } == ["input.queued"])
    #expect(try bench.session("send", id, "third").status == 0)
    gate.open()
    #expect(child.end() == .code(0))
    #expect(Self.texts(bench.server.bodies[1]).suffix(2) == ["second", "third"])
    let events = try bench.events()
    #expect(events.filter { $0["type"] == "input.taken" }.count == 2)
    #expect(events.filter { $0["type"] == "turn.completed" }.count == 1)
  }

  @Test func queueingRunsATurnWhereNoneRuns() throws {
    let bench = try TurnBench()
    _ = try bench.run("first")
    let result = try bench.run("-c", "--lock", "queue", "second")
    #expect(result.status == 0 && result.output == "done\n")
    #expect(Self.texts(bench.server.bodies[1]).last == "second")
  }

  @Test func whatWasSentOpensTheNextTurn() throws {
    let bench = try TurnBench()
    _ = try bench.run("first")
    _ = try bench.session("send", "latest", "sent")
    #expect(try bench.run("-c", "second").status == 0)
    #expect(Set(Self.texts(bench.server.bodies[1])).isSuperset(of: ["sent", "second"]))
    _ = try bench.run("-c", "third")
    #expect(Self.texts(bench.server.bodies[2]).filter { $0 == "sent" }.count == 1)
  }

  @Test func aBusySessionCanBeForked() throws {
    let gate = Gate()
    let (bench, child, id) = try running(gate)
    #expect(try bench.run("-s", id, "--lock", "fork", "second").status == 0)
    #expect(bench.sessions().count == 2)
    gate.open()
    #expect(child.end() == .code(0))
  }

  @Test func anInterruptEndsTheTurn() throws {
    let bench = try TurnBench(then: .text("never").stalled(at: 10))
    let child = try bench.start(["first"])
    #expect(bench.server.waitForRequests(1))
    let id = try #require(bench.sessions().first)
    #expect(try bench.session("interrupt", id, "wrong", "file").status == 0)
    #expect(child.end(within: 10_000) == .code(130))
    let end = try bench.terminal()
    #expect(end["error"]?["code"] == "interrupted" && end["exit_code"] == 130)
    #expect(try bench.events().contains { $0["type"] == "input.queued" && $0["text"] == "wrong file" })
  }

  @Test func finishingLetsTheStepEnd() throws {
    let gate = Gate()
    let bench = try TurnBench { _, _ in
      gate.wait()
      return .toolCall("list", [:])
    }
    let child = try bench.start(["first"])
    #expect(bench.server.waitForRequests(1))
    let id = try #require(bench.sessions().first)
    #expect(try bench.session("interrupt", id, "--finish").status == 0)
    gate.open()
    #expect(child.end() == .code(0))
    #expect(try bench.terminal()["stop_reason"] == "finish_requested")
    #expect(bench.server.requests.count == 1)
  }

  /// The words of who interrupted are in the terminal event, and nowhere a prompt.
  @Test func anInterruptsReasonIsToldOnce() throws {
    let bench = try TurnBench([ScriptedReply.text("some words and more").stalled(at: 900)])
    let child = try bench.command().spawn(bench.address + ["first"], output: .null)
    #expect(bench.server.waitForRequests(1))
    let id = try #require(bench.sessions().first)
    #expect(try bench.session("interrupt", id, "wrong", "file").status == 0)
    let errors = try IO.readToEnd(child.standardError)
    close(child.standardError)
    #expect(child.end(within: 10_000) == .code(130))
    #expect(String(decoding: errors, as: UTF8.self).hasSuffix("agent-turn: interrupted: wrong file\n"))
    #expect(try bench.terminal()["error"]?["message"] == "interrupted: wrong file")
    let status = try #require(try bench.session("status", id, "-j").values.first)
    #expect(status["queued"] == 0 && status["messages"] == 1)
    #expect(try bench.run("-c", "second").status == 0)
    #expect(try bench.session("status", id, "-j").values.first?["messages"] == 3)
    #expect(Self.texts(bench.server.bodies[1]) == ["first", "second"])
    #expect(try bench.events().filter { $0["type"] == "input.taken" }.map { $0["turn"]?.int } == [1])
    #expect(try !bench.session("show", id).output.contains("> wrong file"))
  }

  /// What others queued stays for the next turn when one is interrupted.
  @Test func anInterruptTakesNoOtherInput() throws {
    let bench = try TurnBench([ScriptedReply.text("some words and more").stalled(at: 900)])
    let child = try bench.start(["first"])
    #expect(bench.server.waitForRequests(1))
    let id = try #require(bench.sessions().first)
    #expect(try bench.session("send", id, "for later").status == 0)
    #expect(try bench.session("interrupt", id).status == 0)
    #expect(child.end(within: 10_000) == .code(130))
    #expect(try bench.terminal()["error"]?["message"] == "interrupted")
    #expect(try bench.session("status", id, "-j").values.first?["queued"] == 1)
    #expect(try bench.run("-c", "second").status == 0)
    #expect(Set(Self.texts(bench.server.bodies[1])).isSuperset(of: ["for later", "second"]))
  }
}

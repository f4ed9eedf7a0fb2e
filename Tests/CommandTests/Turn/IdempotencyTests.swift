import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `--idempotency-key`: the same key is the same turn.
@Suite struct TurnIdempotencyTests {
  private let key = ["--idempotency-key", "order 7"]

  @Test(arguments: [["-j"], ["--format", "json"], []])
  func theSameKeyIsTheSameTurn(_ format: [String]) throws {
    let bench = try TurnBench([.toolCall("list", ["path": "."])], then: .text("the answer"))
    let first = try bench.run(format + key + ["hello"])
    let log = try bench.log()
    let second = try bench.run(format + key + ["hello"])
    #expect(first.status == 0 && second.status == 0)
    #expect(bench.server.requests.count == 2)
    #expect(bench.sessions().count == 1)
    #expect(try bench.log() == log)
    if format == ["-j"] {
      let lines = first.output.split(separator: "\n").filter { $0.contains(#""seq":"#) }
      // What the thread says of itself is the process's, the rest is the turn's.
      #expect(second.output.split(separator: "\n") == Array(lines.dropFirst()))
    } else {
      #expect(second.output == first.output)
    }
    #expect(try bench.run(format + ["--idempotency-key", "order 8", "hello"]).status == 0)
    #expect(bench.server.requests.count == 3)
  }

  @Test func aFailureIsTheSameFailure() throws {
    let bench = try TurnBench(then: .failure(400, code: "bad", message: "no such thing"))
    let first = try bench.run(["-j"] + key + ["hello"])
    let second = try bench.run(["-j"] + key + ["hello"])
    #expect(first.status == 1 && second.status == 1)
    #expect(first.output.split(separator: "\n").last == second.output.split(separator: "\n").last)
    #expect(second.errors.contains("no such thing"))
    #expect(bench.server.requests.count == 1)
  }

  /// Not a second turn, whoever took the first one away.
  @Test(arguments: [["prune", "--keep", "0"], ["delete", "latest"]])
  func theKeyOfASessionThatIsGoneIsRefused(_ removal: [String]) throws {
    let bench = try TurnBench(then: .text("the answer"))
    #expect(try bench.run(["-j"] + key + ["hello"]).status == 0)
    #expect(try BuiltCommand("agent-session", in: bench.directory).run(removal).status == 0)
    #expect(bench.sessions().isEmpty)
    let second = try bench.run(["-j"] + key + ["hello"])
    #expect(second.status == 66 && second.errors.split(separator: "\n").count == 1)
    let told = try second.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(told.count == 1 && told[0]["type"] == "turn.failed" && told[0]["exit_code"] == 66)
    #expect(told[0]["error"]?["code"] == "session_missing")
    #expect(bench.server.requests.count == 1 && bench.sessions().isEmpty)
  }

  @Test func whoeverComesWhileItRunsFollowsIt() throws {
    let gate = Gate()
    let bench = try TurnBench { _, _ in
      gate.wait()
      return .text("the answer")
    }
    let first = try bench.start(key + ["hello"])
    #expect(bench.server.waitForRequests(1))
    let second = try bench.command().spawn(
      bench.address + ["-j"] + key + ["hello"], input: .null, output: .pipe, error: .null)
    let output = Monitor([UInt8]())
    let drain = PipeDrain(second.standardOutput) { bytes in output.withLock { $0 += bytes } }
    // It is told where the turn is long before that ends.
    for _ in 0..<800 where !output.withLock({ String(decoding: $0, as: UTF8.self).contains("turn.started") })
    {
      usleep(10_000)
    }
    #expect(output.withLock { String(decoding: $0, as: UTF8.self).contains("turn.started") })
    gate.open()
    #expect(first.end() == .code(0) && second.end() == .code(0))
    drain.finish()
    #expect(output.withLock { String(decoding: $0, as: UTF8.self).contains("turn.completed") })
    #expect(bench.server.requests.count == 1)
  }

  @Test func aKilledTurnIsNotRunAgain() throws {
    let bench = try TurnBench(then: .text("never").stalled(at: 10))
    let first = try bench.start(key + ["hello"])
    #expect(bench.server.waitForRequests(1))
    first.signal(SIGKILL)
    _ = first.wait()
    let second = try bench.run(["-j"] + key + ["hello"])
    let last = try JSON(parsing: try #require(second.output.split(separator: "\n").last.map(String.init)))
    #expect(last["type"] == "turn.failed" && last["error"]?["code"] == "killed")
    #expect(second.status == Int32(last["exit_code"]?.int ?? 0) && second.status != 0)
    #expect(bench.server.requests.count == 1)
  }

  @Test func anotherInputNeedsAnotherKey() throws {
    let bench = try TurnBench()
    #expect(try bench.run(key + ["hello"]).status == 0)
    let result = try bench.run(key + ["goodbye"])
    #expect(result.status == 65 && result.errors.contains("take a new key"))
    #expect(bench.server.requests.count == 1)
  }

  @Test func aTurnThatNeverBeganUsesNothingUp() throws {
    let bench = try TurnBench()
    #expect(try bench.run(key + ["--set", "nosuch=1", "hello"]).status == 78)
    #expect(try bench.run(key + ["hello"]).status == 0)
    #expect(bench.server.requests.count == 1)
  }

  @Test func whatIsGoneIsNotRunAgain() throws {
    let bench = try TurnBench()
    #expect(try bench.run(key + ["hello"]).status == 0)
    #expect(try bench.session("delete", "--yes", "latest").status == 0)
    #expect(try bench.run(key + ["hello"]).status == 66)
    #expect(bench.server.requests.count == 1)
  }

  @Test func queuedInputIsQueuedOnce() throws {
    let gate = Gate()
    let bench = try TurnBench { _, _ in
      gate.wait()
      return .text("done")
    }
    let running = try bench.start(["hello"])
    #expect(bench.server.waitForRequests(1))
    let queue = ["-j", "-c", "--lock", "queue"] + key + ["and this"]
    let (first, second) = (try bench.run(queue), try bench.run(queue))
    #expect(first.status == 0 && first.output == second.output && first.output.contains("input.queued"))
    gate.open()
    #expect(running.end() == .code(0))
    #expect(try bench.events().filter { $0["type"] == "input.queued" }.count == 1)
  }

  @Test func needsASessionThatIsKept() throws {
    let bench = try TurnBench()
    #expect(try bench.run(key + ["--ephemeral", "hello"]).status == 64)
    #expect(try bench.run("--idempotency-key", "", "hello").status == 64)
  }

  /// Killed anywhere between its start and its end, and asked for until it is done: one turn.
  @Test func killsMakeNoSecondTurn() throws {
    let rounds = TestDose.count(12, full: 200)
    let bench = try TurnBench(then: .text("done"))
    for round in 0..<rounds {
      let options = ["--idempotency-key", "round \(round)", "-s", "new", "say \(round)"]
      let first = try bench.start(options)
      usleep(UInt32(round * 60_000 / rounds))
      first.signal(SIGKILL)
      _ = first.wait()
      let second = try bench.run(options)
      let third = try bench.run(options)
      #expect(second.status == third.status && second.output == third.output)
    }
    let begun = try bench.sessions().flatMap { try bench.events($0) }.filter { $0["type"] == "turn.started" }
    #expect(begun.count == rounds)
    #expect(bench.server.requests.count <= rounds)
  }

  @Test func manyAtOnceAreOne() throws {
    let bench = try TurnBench(then: .text("done"))
    let children = try (0..<8).map { _ in
      try bench.command().spawn(
        bench.address + ["--idempotency-key", "all", "hello"], input: .null, output: .null, error: .null)
    }
    for child in children { #expect(child.end() == .code(0)) }
    #expect(bench.server.requests.count == 1)
    #expect(bench.sessions().count == 1)
  }
}

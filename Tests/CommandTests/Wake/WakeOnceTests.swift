import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// However many call it and whenever they are killed: each slot is begun once, or again only after a death.
struct WakeOnceTests {
  /// Cron and timers of all kinds at the same moment.
  @Test func manyCallersStartEachSlotOnce() throws {
    let (callers, slots) = (TestDose.count(8, full: 20), TestDose.count(10, full: 50))
    let bench = try WakeBench()
    for number in 0..<slots { _ = try bench.add("slot \(number).", "--in", "0s") }
    let children = try (0..<callers).map { number in
      try bench.command().spawn(
        ["run", "--jobs", "\(1 + number % 3)"], output: .null, error: .null)
    }
    for child in children { #expect(child.wait(until: .after(milliseconds: 300_000)) == .code(0)) }
    // Whoever has found everything taken has ended; those who took it have, too.
    let rows = try bench.log()
    #expect(rows.count == slots)
    #expect(rows.allSatisfy { $0["state"]?.string == "done" && $0["attempt"]?.int == 1 })
    #expect(bench.server.requests.count == slots)
    #expect(Set(bench.prompts.map { $0.suffix(10) }).count == slots)
    print("callers: \(callers), slots: \(slots), starts: \(bench.server.requests.count)")
  }

  /// SIGKILL at any moment of a run.
  @Test func kills() throws {
    let rounds = TestDose.count(20, full: 500)
    var generator = SeededGenerator()
    var midRun = 0
    var again = 0
    let bench = try WakeBench()
    // Microseconds in which a run is killed: as long as one takes here, by what became of the last ones.
    var span = 250_000.0
    for round in 0..<rounds {
      let prompt = "round \(round)."
      let id = try bench.add(prompt, "--in", "0s", "--retries", "3", "--output", "answer-\(round)")
      // Every third has a second kill.
      for _ in 0..<(round % 3 == 0 ? 2 : 1) {
        let child = try bench.command().spawn(["run"], output: .null, error: .null)
        usleep(UInt32.random(in: 0...UInt32(span), using: &generator))
        child.signal(SIGKILL)
        let isMidRun = child.wait() == .signal(SIGKILL)
        if isMidRun { midRun += 1 }
        span = min(max(span * (isMidRun ? 1.4 : 0.6), 2_000), 500_000)
      }
      // What was killed may have left its turn, which ends by itself; until then nobody else begins.
      var row: JSON?
      for _ in 0..<200 {
        _ = try bench.run("run")
        row = try bench.log(id).first
        if let state = row?["state"]?.string, state != "running", state != "pending" { break }
        usleep(50_000)
      }
      let attempts = try #require(row?["attempt"]?.int, "round \(round) is lost")
      #expect(try bench.log(id).count == 1)
      #expect(row?["state"]?.string == "done", "round \(round): \(row?.text ?? "")")
      let starts = bench.prompts.filter { $0.hasSuffix(prompt) }.count
      #expect(starts >= 1 && starts <= attempts, "round \(round): \(starts) starts, \(attempts) attempts")
      #expect(try bench.directory.read("work/answer-\(round)").hasSuffix(prompt + "\n"))
      if attempts > 1 { again += 1 }
      // Done means that the turn has ended well.
      let session = try #require(row?["session"]?.string)
      let events = try BuiltCommand("agent-session", in: bench.directory).run("show", session, "-j").values
      #expect(events.contains { $0["type"]?.string == "turn.completed" })
    }
    print("kills: wake: \(rounds) rounds, \(midRun) kills in mid-run, \(again) slots with a second attempt")
    #expect(midRun * 4 >= rounds, "kills were aimed at runs")
  }

  /// While the turn of a runner that was killed goes on, nobody begins another.
  @Test func theLockLastsAsLongAsTheTurn() throws {
    let server = try ScriptedModelServer([ScriptedReply.text("late").silent])
    let bench = try WakeBench(TestDirectory(), server)
    let id = try bench.add("x", "--in", "0s", "--retries", "1")
    let child = try bench.command().spawn(["run"], output: .null, error: .null)
    #expect(server.waitForRequests(1))
    child.signal(SIGKILL)
    #expect(child.wait() == .signal(SIGKILL))
    #expect(try bench.run("run", "--exit-idle").status == 1)
    #expect(try bench.states(id) == ["running"])
    // The turn is ended, too: its process is the only one that has the lock file open.
    let lock = "\(bench.directory.runtime)/locks/wake-\(id)"
    for process in try Files.list("/proc") {
      guard let pid = Int32(process), (try? Path.resolved("/proc/\(process)/fd/0")) == lock else { continue }
      kill(pid, SIGKILL)
    }
    var states: [String] = []
    for _ in 0..<200 where states != ["done"] {
      _ = try bench.run("run")
      states = try bench.states(id)
    }
    #expect(states == ["done"])
    #expect(try bench.log(id).first?["attempt"]?.int == 2)
  }

  /// A signal ends the turn in order, and the slot is tried again.
  @Test func aSignalEndsTheTurnInOrder() throws {
    let server = try ScriptedModelServer([ScriptedReply.text("late").silent])
    let bench = try WakeBench(TestDirectory(), server)
    let id = try bench.add("x", "--in", "0s")
    let child = try bench.command().spawn(["run"], output: .null, error: .null)
    #expect(server.waitForRequests(1))
    child.signal(SIGTERM)
    #expect(child.wait(until: .after(milliseconds: 20_000)) == .code(143))
    let row = try #require(try bench.log(id).first)
    #expect(row["state"]?.string == "pending" && row["reason"]?.string == "interrupted")
    let session = try #require(row["session"]?.string)
    let events = try BuiltCommand("agent-session", in: bench.directory).run("show", session, "-j").values
    #expect(events.last?["type"]?.string == "turn.failed")
    #expect(try bench.run("run").status == 0)
    #expect(try bench.log(id).first?["attempt"]?.int == 2)
  }
}

import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What is due becomes a turn, with what is stored with it.
struct WakeRunTests {
  @Test func aTurnAtItsTime() throws {
    let bench = try WakeBench()
    let id = try bench.add("Is it done?", "--in", "0s", "--title", "check")
    #expect(try bench.run("run").status == 0)
    #expect(bench.prompts.last?.hasSuffix("Is it done?") == true)
    let row = try #require(try bench.log(id).first)
    #expect(row["state"]?.string == "done" && row["attempt"]?.int == 1)
    // The turn is in a session of its own, and says where it comes from.
    let session = try #require(row["session"]?.string)
    let shown = try BuiltCommand("agent-session", in: bench.directory).run("show", session, "-j")
    #expect(shown.values.contains { $0["origin"]?.string == "wake" })
    #expect(shown.values.first?["title"]?.string == "check")
    #expect(try bench.run("run", "--exit-idle").status == 1)
    #expect(try bench.run("run").status == 0)
    #expect(bench.server.requests.count == 1)
    #expect(try bench.run("show", id, "--format", "json").output.contains(#""state":"done""#))
  }

  @Test func whatIsStoredWithIt() throws {
    let bench = try WakeBench()
    let workspace = bench.directory.path("place")
    try bench.directory.write("place/here.txt", "x")
    let id = try bench.add(
      "Go.", "--in", "0s", "--model", "special", "--provider", "chat", "--base-url", bench.server.baseURL,
      "--workspace", workspace, "--sandbox", "read-only", "--tools", "list", "--approve", "never",
      "--max-time", "30s", "--max-requests", "3", "--output", "answer.txt",
      "--on-done",
      #"cat >"$PWD/record"; echo "$AGENT_WAKE_ID $AGENT_WAKE_ATTEMPT $AGENT_WAKE_EXIT" >"$PWD/facts""#)
    let result = try bench.run("run", "-j")
    #expect(result.status == 0, "\(result.errors) \(result.output)")
    let body = try #require(bench.server.bodies.first)
    #expect(body["model"]?.string == "special")
    #expect(body["tools"]?.array?.compactMap { $0["function"]?["name"]?.string } == ["list"])
    #expect(try bench.directory.read("work/answer.txt").hasSuffix("Go.\n"))
    #expect(try bench.directory.read("work/facts") == "\(id) 1 0\n")
    #expect(try JSON(parsing: bench.directory.read("work/record"))["exit_code"]?.int == 0)
    let started = try BuiltCommand("agent-session", in: bench.directory)
      .run("show", #require(try bench.log(id).first?["session"]?.string), "-j").values
    #expect(started.contains { $0["cwd"]?.string == workspace })
  }

  @Test func itGoesOnInItsSession() throws {
    let bench = try WakeBench()
    let session = try #require(
      try BuiltCommand("agent-session", in: bench.directory).run("new").lines.first)
    for _ in 0..<2 {
      _ = try bench.add("More.", "--in", "0s", "--session", session)
      #expect(try bench.run("run").status == 0)
    }
    #expect(try bench.log().allSatisfy { $0["session"]?.string == session })
    #expect(bench.server.bodies.last?["messages"]?.array?.count ?? 0 > 3)
  }

  /// A prompt of any length and of any letters is on no command line.
  @Test func longPrompts() throws {
    let bench = try WakeBench()
    let prompt = "--help \u{301}\"'$(x)\n" + String(repeating: "wörter ", count: 20_000)
    #expect(try bench.run("add", "--in", "0s", stdin: prompt).status == 0)
    #expect(try bench.run("run").status == 0)
    #expect(bench.prompts.last?.hasSuffix(prompt) == true)
  }

  @Test func aFailedTurnIsToldAndNotTriedAgain() throws {
    let bench = try WakeBench(
      TestDirectory(), try ScriptedModelServer(then: .failure(400, code: "bad", message: "no such thing")))
    let id = try bench.add("x", "--in", "0s", "--retries", "5")
    let result = try bench.run("run", "-j")
    #expect(result.status == 2)
    let row = try #require(result.values.first)
    #expect(row["state"]?.string == "failed" && row["exit_code"]?.int == 1)
    #expect(row["reason"]?.string?.contains("no such thing") == true)
    #expect(try bench.run("run").status == 0)
    #expect(try bench.states(id) == ["failed"])
  }

  @Test func whatMayBeTriedAgainIs() throws {
    let bench = try WakeBench()
    // Nobody listens there.
    let id = try bench.add(
      "x", "--in", "0s", "--base-url", "http://127.0.0.1:9/v1", "--max-time", "1s", "--retries", "1")
    let now = Int(time(nil))
    let first = try bench.command(try bench.clock(now + 10)).run("run", "-j")
    let state = first.values.first?["state"]?.string
    #expect(state == "pending" || state == "failed", "\(first.output)")
    if state == "pending" {
      #expect(try bench.command(try bench.clock(now + 20)).run("run", "--exit-idle").status == 1)
      #expect(try bench.command(try bench.clock(now + 100)).run("run").status == 2)
    }
    #expect(try bench.states(id) == ["failed"])
  }

  /// A store that cannot be written is no failed run: whoever calls is told what it is.
  @Test func aStoreThatCannotBeWritten() throws {
    let directory = TestDirectory()
    let bench = try WakeBench(directory)
    for _ in 0..<2 { _ = try bench.add("x", "--in", "0s") }
    // As from a full disk.
    let result = try bench.command([
      "LD_PRELOAD": try FaultLibrary.path, "FAULT_PATH": "\(directory.runtime)/wake.db", "FAULT_ACTION": "28",
      "FAULT_AT": "1", "FAULT_STICKY": "1",
    ]).run("run")
    #expect(result.status == 74 && result.errors.contains("wake.db"), "\(result.status) \(result.errors)")
    #expect(bench.server.requests.isEmpty)
    #expect(try bench.run("run").status == 0)
    #expect(try bench.states() == ["done", "done"])
  }

  /// What becomes due again while another turn goes on is not left until that has ended.
  @Test func aLongTurnKeepsNothingWaiting() throws {
    let gate = Gate()
    let bench = try WakeBench(
      TestDirectory(),
      try ScriptedModelServer { request, _ in
        let isLong = String(decoding: request.body, as: UTF8.self).contains("LONG ONE")
        if isLong { gate.wait() }
        return .text(isLong ? "long" : "short")
      })
    let slow = try bench.add("LONG ONE", "--in", "0s", "--max-time", "25s")
    let quick = try bench.add("short one", "--every", "1s", "--at", "2026-01-01T00:00:00Z")
    let run = try bench.command().spawn(["run", "--jobs", "2"], output: .null, error: .null)
    // Two runs of the one while the other is still at it.
    for _ in 0..<2_000 where bench.prompts.count(where: { $0.hasSuffix("short one") }) < 2 { usleep(10_000) }
    #expect(try bench.states(slow) == ["running"])
    #expect(bench.prompts.count { $0.hasSuffix("short one") } >= 2)
    gate.open()
    #expect(run.end() == .code(0))
    #expect(try bench.states(slow) == ["done"])
    #expect(try bench.states(quick).count { $0 == "done" } >= 2)
  }

  @Test func runNowLeavesTheScheduleAsItIs() throws {
    let bench = try WakeBench()
    let id = try bench.add("x", "--every", "1h")
    let before = try bench.run("next", "-j").values.first?["next"]
    #expect(try bench.run("run-now", id).status == 0)
    #expect(try bench.run("next", "-j").values.first?["next"] == before)
    #expect(try bench.log(id).first?["manual"]?.bool == true)
  }

  /// A wakeup that cancels itself is over when its turn is.
  @Test func aTurnMayCancelItself() throws {
    let bench = try WakeBench(
      TestDirectory(),
      try ScriptedModelServer { request, number in
        number == 0 ? .toolCall("scheduler_list", [:]) : .text("ok")
      })
    let id = try bench.add(
      "x", "--every", "1s", "--on-done", "agent-wake cancel $AGENT_WAKE_ID", "--max-time", "20s")
    let later = Int(time(nil)) + 5
    #expect(try bench.command(try bench.clock(later)).run("run").status == 0)
    #expect(try bench.run("show", id, "-j").values.first?["state"]?.string == "cancelled")
    #expect(try bench.command(try bench.clock(later + 60)).run("run", "--exit-idle").status == 1)
  }

  /// The day that clocks are set back two hours, three days forward, and to 1970.
  @Test func clockJumps() throws {
    let bench = try WakeBench()
    let start = 1_800_000_000
    func at(_ seconds: Int, _ words: String...) throws -> BuiltCommand.Result {
      try bench.command(try bench.clock(seconds)).run(words)
    }
    #expect(try at(start, "add", "tick", "--every", "1h").status == 0)
    // The clock goes on while a command starts: a minute is room for that.
    #expect(try at(start + 3660, "run", "-j").values.count == 1)
    #expect(try at(start - 3600, "run", "--exit-idle").status == 1)
    #expect(try at(start + 3660 + 3 * 86_400, "run", "-j").values.count == 1)
    #expect(try at(0, "run").status == 78)
    #expect(try at(0, "run", "--trust-clock").status == 0)
    #expect(bench.server.requests.count == 2)
    #expect(try bench.log().reduce(0) { $0 + ($1["count"]?.int ?? 1) } == 73)
  }
}

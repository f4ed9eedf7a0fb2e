import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent-session compact`: the model's summary takes the place of what was said.
@Suite struct SessionCompactTests {
  /// A session of three turns, and a server that writes `the notes` for whoever asks then.
  private func bench(then rest: ScriptedReply = .text("the notes")) throws -> TurnBench {
    let bench = try TurnBench([.text("one"), .text("two"), .text("three")], then: rest)
    for prompt in ["first question", "second question", "third question"] {
      #expect(try bench.run(prompt == "first question" ? [prompt] : ["-c", prompt]).status == 0)
    }
    return bench
  }

  private func compact(_ bench: TurnBench, _ options: String...) throws -> BuiltCommand.Result {
    let address = ["--provider", bench.dialect, "--base-url", bench.server.baseURL, "-m", "scripted"]
    return try BuiltCommand("agent-session", in: bench.directory).run(["compact"] + address + options)
  }

  @Test func theNextTurnSeesTheSummaryInsteadOfTheTurns() throws {
    let bench = try bench()
    let result = try compact(bench, "-j")
    #expect(result.status == 0 && result.errors == "")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(
      try lines.map { try JSON(parsing: $0)["type"] } == ["compaction.started", "compaction.completed"])
    #expect(lines.last == (try bench.log().last))
    let asked = try #require(bench.server.bodies.last).text
    #expect(asked.contains("first question") && asked.contains("three"))
    #expect(try bench.run("-c", "fourth question").status == 0)
    let sent = TurnSessionTests.texts(try #require(bench.server.bodies.last))
    #expect(sent.count == 2 && sent.last == "fourth question")
    let summary = try #require(sent.first)
    #expect(summary.contains("the notes") && summary.contains("third question") && summary.contains("three"))
    #expect(!summary.contains("first question"))
    #expect(try bench.session("fsck").status == 0)
    // What the summary stands for can be dropped now, and what follows is the same.
    #expect(try bench.session("archive", "latest").status == 0)
    #expect(try bench.run("-c", "fifth question").status == 0)
    #expect(TurnSessionTests.texts(try #require(bench.server.bodies.last)).first == summary)
  }

  @Test func whatIsSummedUpIsNotSummedUpAgain() throws {
    let bench = try bench()
    #expect(try compact(bench).status == 0)
    let log = try bench.log()
    let again = try compact(bench)
    #expect(again.status == 0 && again.errors.contains("nothing to sum up"))
    #expect(bench.server.requests.count == 4)
    #expect(try bench.log() == log)
  }

  @Test func nothingIsWrittenWhenTheModelFails() throws {
    let bench = try bench(then: .failure(401, code: "invalid_api_key", message: "wrong key"))
    let log = try bench.log()
    let result = try compact(bench, "-j")
    #expect(result.status == 77)
    let last = try JSON(parsing: try #require(result.output.split(separator: "\n").last.map(String.init)))
    #expect(last["type"] == "error" && last["code"] == "auth" && last["exit"] == 77)
    #expect(try bench.log() == log)
    #expect(try bench.session("fsck").status == 0)
  }

  @Test func anEmptySummaryIsNone() throws {
    let bench = try bench(then: .text(""))
    let log = try bench.log()
    #expect(try compact(bench).status == 76)
    #expect(try bench.log() == log)
  }

  @Test func aRehearsalAsksNobody() throws {
    let bench = try bench()
    let result = try compact(bench, "-n")
    #expect(result.status == 0 && result.errors.contains("would sum up about"))
    #expect(bench.server.requests.count == 3)
  }

  @Test(arguments: zip([SIGINT, SIGTERM], [130, 143] as [Int32]))
  func aSignalLeavesTheSessionAsItWas(_ signal: Int32, _ status: Int32) throws {
    let bench = try bench(then: .text("never").stalled(at: 10))
    let log = try bench.log()
    let child = try BuiltCommand("agent-session", in: bench.directory).spawn(
      ["compact", "--provider", bench.dialect, "--base-url", bench.server.baseURL, "-m", "scripted"],
      input: .null, output: .null, error: .null)
    #expect(bench.server.waitForRequests(4))
    child.signal(signal)
    #expect(child.end() == .code(status))
    #expect(try bench.log() == log)
    // The turn is free again.
    #expect(try bench.session("archive", "latest").status == 0)
  }

  @Test func aRunningTurnIsNotSummedUp() throws {
    let bench = try TurnBench(then: .text("never").stalled(at: 10))
    let turn = try bench.start(["a question"])
    #expect(bench.server.waitForRequests(1))
    let id = try #require(bench.sessions().first)
    let result = try bench.run("--compact", "-s", id, "--lock", "fail")
    #expect(result.status == 75 && result.errors.contains("process \(turn.pid)"))
    turn.signal(SIGINT)
    #expect(turn.end() == .code(130))
  }
}

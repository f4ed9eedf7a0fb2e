import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct TurnSignalTests {
  static let signals: [(Int32, Int32)] = [
    (SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGQUIT, 131),
  ]

  @Test(arguments: signals)
  func aSignalEndsARequest(_ signal: Int32, _ status: Int32) throws {
    let bench = try TurnBench(then: .text("some words and more").stalled(at: 900))
    let child = try bench.start(["go"])
    #expect(bench.server.waitForRequests(1))
    child.signal(signal)
    #expect(child.end(within: 10_000) == .code(status))
    #expect(try bench.terminal()["exit_code"]?.int == Int(status))
  }

  @Test(arguments: signals)
  func aSignalEndsAToolThatDoesNotListen(_ signal: Int32, _ status: Int32) throws {
    let bench = try TurnBench([.toolCall("slow", [:])])
    let child = try bench.command(bench.slowTool()).spawn(bench.address + ["go"], output: .null, error: .null)
    let tool = try bench.slowProcess()
    child.signal(signal)
    child.signal(signal)
    #expect(child.end(within: 10_000) == .code(status))
    #expect(!isRunning(tool))
    #expect(try bench.terminal()["exit_code"]?.int == Int(status))
    #expect(bench.server.requests.count == 1)
  }

  @Test func aSignalEndsTheReadingOfInput() throws {
    let bench = try TurnBench()
    let child = try bench.start(["-", "go"], input: .pipe)
    #expect(child.waitUntilWatching(SIGTERM))
    child.signal(SIGTERM)
    #expect(child.end(within: 10_000) == .code(143))
    #expect(bench.sessions().isEmpty)
    close(child.standardInput)
  }

  @Test func aSignalEndsTheWaitBeforeARetry() throws {
    let bench = try TurnBench(then: .status(503, headers: ["retry-after": "30"]))
    let child = try bench.start(["go"])
    #expect(bench.waitForEvent("retry"))
    child.signal(SIGINT)
    #expect(child.end(within: 10_000) == .code(130))
    #expect(try bench.terminal()["error"]?["code"] == "interrupted")
  }

  @Test func aTemporaryFailureAfterSideEffectsIsNotSafeToRepeat() throws {
    let bench = try TurnBench([.toolCall("slow", [:])], then: .status(503))
    let environment = try bench.slowTool(effects: "write")
    let result = try bench.command(environment).run(
      bench.address + [
        "--tools", "slow", "--approve", "all", "--tool-timeout", "500ms", "--retries", "0", "-j", "go",
      ])
    #expect(result.status == 69)
    #expect(result.values.last?["error"]?["retryable"] == false)
    #expect(try bench.terminal()["exit_code"] == 69)
    #expect(!isRunning(try bench.slowProcess()))
  }
}

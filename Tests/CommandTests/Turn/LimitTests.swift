import AgentJSON
import AgentTesting
import Testing

@Suite struct TurnLimitTests {
  @Test(arguments: [
    (["--max-requests", "2"], "limit_requests"), (["--max-tool-calls", "2"], "limit_tool_calls"),
    (["--max-tokens", "30"], "limit_tokens"), ([], "loop"),
  ])
  func aLimitEndsTheTurn(_ options: [String], _ code: String) throws {
    let bench = try TurnBench(then: .toolCall("list", [:]))
    let result = try bench.run(options + ["-j", "go"])
    #expect(result.status == 3)
    let last = try #require(result.values.last)
    #expect(last["type"] == "turn.failed" && last["error"]?["code"]?.string == code)
    #expect(last["exit_code"] == 3)
    #expect(try bench.terminal()["error"]?["code"]?.string == code)
    #expect(bench.server.requests.count <= 6)
  }

  @Test func warnsBeforeALimit() throws {
    let bench = try TurnBench([.toolCall("list", [:]), .toolCall("list", ["depth": 1])])
    let values = try bench.run("-j", "--max-requests", "3", "go").values
    #expect(values.contains { $0["type"] == "limit.warning" && $0["limit"] == "requests" })
  }

  @Test func timeEndsAModelThatIsSilent() throws {
    let bench = try TurnBench(then: .text("half of it").stalled(at: 300))
    let result = try bench.run("--max-time", "500ms", "-j", "go")
    #expect(result.status == 3)
    #expect(result.values.last?["error"]?["code"] == "deadline")
  }

  @Test(arguments: TurnBench.dialects)
  func anAnswerThatIsCutIsALimit(_ dialect: String) throws {
    let bench = try TurnBench([.text("to be continu").stopping("max_output_tokens")], dialect: dialect)
    let result = try bench.run("--format", "json", "go")
    #expect(result.status == 3)
    let record = try JSON(parsing: result.stdout)
    #expect(record["error"]?["code"] == "limit_tokens")
    #expect(record["text"] == "to be continu")
    #expect(try bench.terminal()["partial_text"] == "to be continu")
  }

  @Test func aLimitCanCountAsDone() throws {
    let bench = try TurnBench(then: .toolCall("list", [:]))
    #expect(try bench.run("--max-requests", "1", "--exit-zero-on", "limit", "go").status == 0)
  }
}

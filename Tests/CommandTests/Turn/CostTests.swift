import AgentJSON
import AgentTesting
import Testing

/// `cost_usd`, `--max-cost` and the prices that they need.
@Suite struct TurnCostTests {
  /// A request of the scripted server reads 11 tokens, 2 of them cached, and writes 7.
  private static let prices: JSON = ["script*": ["input": 1, "cached_input": 0.5, "output": 10]]
  private static let cost = 0.00008

  private static func bench(
    _ replies: [ScriptedReply] = [], then rest: ScriptedReply = .text("done"), dialect: String = "responses",
    prices: JSON = prices
  ) throws -> TurnBench {
    let bench = try TurnBench(replies, then: rest, dialect: dialect)
    try bench.directory.write("runtime/agent_config.json", JSON.object(["prices": prices]).text)
    return bench
  }

  @Test(arguments: TurnBench.dialects)
  func isToldEverywhere(_ dialect: String) throws {
    let bench = try Self.bench([.toolCall("list", [:])], dialect: dialect)
    let values = try bench.run("-j", "go").values
    let requests = values.filter { $0["type"] == "request.completed" }
    #expect(requests.map { $0["cost_usd"]?.double } == [Self.cost, Self.cost])
    #expect(values.last?["type"] == "turn.completed" && values.last?["cost_usd"]?.double == 2 * Self.cost)
    #expect(
      try JSON(parsing: try bench.run("--format", "json", "go").stdout)["cost_usd"]?.double == Self.cost)
    let sums = try JSON(parsing: try bench.session("stats", "--format", "json").stdout)
    #expect("\(sums)".contains("0.00024"), "\(sums)")
  }

  @Test func isLeftOutWhereNobodyKnowsIt() throws {
    let bench = try Self.bench(prices: ["other": ["input": 1, "output": 1]])
    let values = try bench.run("-j", "go").values
    #expect(values.last?["type"] == "turn.completed" && !values.contains { $0["cost_usd"] != nil })
  }

  @Test func theServersWordGoesBefore() throws {
    let chunk = #"{"id":"c","choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}"#
    let usage = #"{"id":"c","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":5,"cost":0.125}}"#
    let bench = try Self.bench(
      [.stream("data: \(chunk)\n\ndata: \(usage)\n\ndata: [DONE]\n\n")], dialect: "chat")
    #expect(try bench.run("-j", "go").values.last?["cost_usd"]?.double == 0.125)
  }

  @Test func aFailedTurnTellsWhatItCost() throws {
    let bench = try Self.bench([.toolCall("list", [:]), .status(400, body: "{}")])
    let last = try bench.run("-j", "go").values.last
    #expect(last?["type"] == "turn.failed" && last?["cost_usd"]?.double == Self.cost)
  }

  // MARK: - The limit

  @Test(arguments: [["--max-cost", "0.0002"], ["--set", "max_cost=0.0002"]])
  func aLimitEndsTheTurn(_ options: [String]) throws {
    let bench = try Self.bench(then: .toolCall("list", [:]))
    let result = try bench.run(options + ["-j", "go"])
    #expect(result.status == 3)
    let last = try #require(result.values.last)
    #expect(
      last["error"]?["code"] == "limit_cost"
        && last["error"]?["message"] == "$0.00024 of $0.0002 were used up")
    #expect(last["cost_usd"]?.double == 0.00024 && bench.server.requests.count == 3)
    let warnings = result.values.filter { $0["type"] == "limit.warning" }
    #expect(warnings.count == 1 && warnings[0]["limit"] == "cost")
    #expect(warnings.first?["used"]?.double == 0.00016 && warnings.first?["max"]?.double == 0.0002)
    let thread = result.values.first { $0["type"] == "thread.started" }
    #expect(thread?["limits"]?["cost_usd"]?.double == 0.0002)
  }

  @Test(arguments: [["--max-cost", "5"], ["--budget", "b", "--set", #"budgets={"b":{"cost":1}}"#]])
  func withoutAPriceNothingIsSent(_ options: [String]) throws {
    let bench = try Self.bench(prices: [:])
    let result = try bench.run(options + ["go"])
    #expect(result.status == 78 && bench.server.requests.isEmpty && bench.sessions().isEmpty)
    let line = "agent-config set prices '{\"scripted\":{\"input\":USD,\"output\":USD}}'"
    #expect(result.errors.contains(line), "\(result.errors)")
  }

  @Test func theLineThatIsToldHelps() throws {
    let bench = try Self.bench(prices: [:])
    let told = try bench.run("--max-cost", "5", "go").errors
    let start = try #require(told.firstRange(of: "agent-config set")).lowerBound
    let end = try #require(told.firstRange(of: ", in US dollars")).lowerBound
    let command = String(told[start..<end])
    let filled = command.replacing("USD", with: "1.5")
    #expect(try bench.shell(filled).status == 0, "\(filled)")
    #expect(try bench.run("--max-cost", "5", "go").status == 0)
    // As it stands it is refused: a price that nobody has filled in is none.
    #expect(try bench.shell(command).status == 78)
  }

  @Test(arguments: ["0", "-1", "nan", "inf", "much"])
  func anOddLimitIsAUsageError(_ limit: String) throws {
    let bench = try Self.bench()
    #expect(try bench.run("--max-cost=\(limit)", "go").status == 64)
  }

  @Test(arguments: [#"{"m":{"input":1}}"#, #"{"m":1}"#, #"{"m":{"input":-1,"output":1}}"#, "[]"])
  func oddPricesAreRefused(_ prices: String) throws {
    let bench = try Self.bench()
    #expect(
      try BuiltCommand("agent-config", in: bench.directory).run("set", "prices", prices).status == 78)
    try bench.directory.write("runtime/agent_config.json", #"{"prices":\#(prices)}"#)
    #expect(try bench.run("go").status == 78 && bench.server.requests.isEmpty)
  }

  @Test func mappingAnInputIsHeldToIt() throws {
    let bench = try Self.bench()
    let text = String(repeating: "word ", count: 4000)
    let result = try bench.run(
      ["--overflow", "map", "--set", "input_token_limit=3000", "--max-cost", "0.0001", "-j", "why?"],
      stdin: text)
    #expect(result.status == 3 && result.values.last?["error"]?["code"] == "limit_cost", "\(result.output)")
    #expect(bench.server.requests.isEmpty)
  }
}

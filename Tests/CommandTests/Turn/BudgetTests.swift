import AgentBudget
import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// A budget and a server, and turns that are held to it.
struct BudgetBench {
  let turns: TurnBench

  /// - Parameter rule: as the setting has it; the budget's name is `b`.
  init(_ rule: JSON, _ replies: [ScriptedReply] = [], then rest: ScriptedReply = .text("done")) throws {
    turns = try TurnBench(replies, then: rest)
    try configure(rule)
  }

  init(_ rule: JSON, _ respond: @escaping @Sendable (ScriptedRequest, Int) -> ScriptedReply) throws {
    turns = try TurnBench(respond)
    try configure(rule)
  }

  private func configure(_ rule: JSON) throws {
    let settings: JSON = [
      "budgets": ["b": rule, "other": [:]], "prices": ["scripted": ["input": 1, "output": 1]],
    ]
    try turns.directory.write("runtime/agent_config.json", settings.text)
  }

  var server: ScriptedModelServer { turns.server }
  var path: String { turns.directory.path("runtime/budgets.json") }

  /// A turn without tools, whose request is small.
  func run(_ options: String...) throws -> BuiltCommand.Result {
    try turns.run(["--budget", "b", "--tools", "none", "--no-context", "-j"] + options + ["go"])
  }

  var arguments: [String] {
    turns.address + ["--budget", "b", "--tools", "none", "--no-context", "--ephemeral", "-j"]
  }

  func account(_ name: String = "b") throws -> BudgetAccount {
    try #require(try BudgetFile(turns.directory.runtimeDirectory).read().accounts[name])
  }

  func config(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-config", in: turns.directory).run(arguments)
  }
}

@Suite struct TurnBudgetTests {
  @Test func countsAcrossRuns() throws {
    let bench = try BudgetBench(["requests": 3])
    for _ in 0..<3 { #expect(try bench.run().status == 0) }
    let account = try bench.account()
    #expect(account.spent == BudgetAmount(requests: 3, tokens: 54, cost: Money(dollars: 0.000054)!))
    #expect(account.reservations.isEmpty)
    let result = try bench.run()
    #expect(result.status == 3 && bench.server.requests.count == 3)
    let error = try #require(result.values.last?["error"])
    #expect(error["code"] == "limit_requests")
    #expect(error["message"] == "budget b: 3 of 3 requests a day are used up")
    #expect(error["hint"]?.string?.hasPrefix("it is renewed at 20") == true)
    #expect(try bench.account().spent == account.spent)
    // What was refused is in the session, as with every limit.
    #expect(try bench.turns.run("-c", "--resume", "--no-context").status == 0)
  }

  @Test(
    arguments: [
      (["tokens": 2000], "limit_tokens"), (["cost": 0.002], "limit_cost"),
      (["requests": 2], "limit_requests"),
    ] as [(JSON, String)])
  func aLimitEndsATurnInItsMiddle(_ rule: JSON, _ code: String) throws {
    let bench = try BudgetBench(rule, then: .toolCall("list", [:]).usage(input: 900, output: 60))
    let result = try bench.turns.run("--budget", "b", "--tools", "list", "--no-context", "-j", "go")
    #expect(result.status == 3, "\(result.output)")
    #expect(result.values.last?["error"]?["code"]?.string == code)
    #expect(bench.server.requests.count == 2)
  }

  @Test func whatDoesNotFitIsNotSent() throws {
    let bench = try BudgetBench(["tokens": 100])
    let result = try bench.run()
    #expect(result.status == 3 && bench.server.requests.isEmpty)
    #expect(result.values.last?["error"]?["code"] == "limit_tokens")
    #expect(!Files.exists(bench.path), "nothing was entered")
  }

  @Test func anAnswerIsNoLongerThanWhatIsLeft() throws {
    let bench = try BudgetBench(["tokens": 1000])
    #expect(try bench.run().status == 0)
    let limit = try #require(bench.server.bodies.first?["max_output_tokens"]?.int)
    #expect((256..<1000).contains(limit))
    // Who cuts it is told.
    let cut = try BudgetBench(["tokens": 1000], [.text("so much").stopping("max_output_tokens")])
    let last = try cut.run().values.last
    #expect(last?["error"]?["message"] == "budget b: the answer was cut where the budget ends")
    // A shorter limit of the user's stays.
    #expect(try bench.run("--max-output-tokens", "20").status == 0)
    #expect(bench.server.bodies.last?["max_output_tokens"] == 20)
    // A budget of requests alone limits none.
    let free = try BudgetBench(["requests": 5])
    #expect(try free.run().status == 0 && free.server.bodies.first?["max_output_tokens"] == nil)
  }

  @Test func warnsBeforeTheEnd() throws {
    let bench = try BudgetBench(["requests": 5])
    for round in 1...5 {
      let warnings = try bench.run().values.filter { $0["type"] == "limit.warning" }
      #expect(warnings.count == (round < 4 ? 0 : 1))
      if let warning = warnings.first {
        #expect(warning["limit"] == "requests" && warning["budget"] == "b")
        #expect(warning["used"]?.int == round && warning["max"] == 5)
      }
    }
  }

  @Test func aServerThatDoesNotCountIsCounted() throws {
    let stream =
      #"data: {"type":"response.output_item.done","output_index":0,"item":{"type":"message","#
      + #""role":"assistant","id":"m","content":[{"type":"output_text","text":"hello there"}]}}"# + "\n\n"
      + #"data: {"type":"response.completed","response":{"status":"completed"}}"# + "\n\n"
    let bench = try BudgetBench(["tokens": 1000], [.stream(stream)])
    #expect(try bench.run().status == 0)
    #expect((20..<700).contains(try bench.account().spent.tokens))
  }

  // MARK: - What failed

  @Test(
    arguments: [
      (.status(400, body: "{}"), 0), (.status(429, body: "{}"), 0), (.status(503), 0),
      (.text("a long answer").cut(at: 400, reset: true), 1), (.raw([]), 1),
    ] as [(ScriptedReply, Int)])
  func onlyWhatMayHaveBeenAnsweredCounts(_ reply: ScriptedReply, _ requests: Int) throws {
    let bench = try BudgetBench(["tokens": 1000], [], then: reply)
    #expect(try bench.run("--retries", "0").status != 0)
    let account = try bench.account()
    #expect(account.reservations.isEmpty && account.spent.requests == requests)
    #expect(account.spent.tokens == (requests == 0 ? 0 : 1000))
  }

  @Test func noServerCostsNothing() throws {
    let bench = try BudgetBench(["requests": 1])
    bench.server.close()
    #expect(try bench.run("--retries", "0").status == 75)
    #expect(try bench.account().spent == BudgetAmount())
  }

  @Test func aRetryIsReservedAnew() throws {
    let bench = try BudgetBench(
      ["tokens": 10_000], [.text("a long answer").cut(at: 400), .status(503), .text("done")])
    #expect(try bench.run("--max-output-tokens", "300").status == 0)
    let account = try bench.account()
    #expect(account.spent.requests == 1 && account.reservations.isEmpty)
    #expect(account.spent.tokens > 318 && account.spent.tokens < 1000, "the broken one in full, and the last")
    // It is not sent again where there is no room for it.
    let tight = try BudgetBench(["tokens": 700], [.text("a long answer").cut(at: 400)])
    let result = try tight.run("--max-output-tokens", "400")
    #expect(result.status == 3 && tight.server.requests.count == 1)
    #expect(result.values.last?["error"]?["code"] == "limit_tokens")
  }

  @Test func anInterruptedRequestCountsInFull() throws {
    let bench = try BudgetBench(["requests": 9, "tokens": 900], then: .text("never").silent)
    let child = try bench.turns.command().spawn(bench.arguments + ["go"], output: .null, error: .null)
    #expect(bench.server.waitForRequests(1))
    #expect(try bench.account().reservations.map(\.holder.pid) == [child.pid])
    child.signal(SIGINT)
    #expect(child.end() == .code(130))
    #expect(
      try bench.account().spent == BudgetAmount(requests: 1, tokens: 900, cost: Money(dollars: 0.0009)!))
  }

  @Test func whatTheKilledHadReservedStaysSpent() throws {
    let bench = try BudgetBench(["requests": 2], [.text("never").silent], then: .text("done"))
    let child = try bench.turns.command().spawn(bench.arguments + ["go"], output: .null, error: .null)
    #expect(bench.server.waitForRequests(1))
    child.signal(SIGKILL)
    _ = child.wait()
    #expect(try bench.run().status == 0)
    #expect(try bench.account().spent.requests == 2)
    #expect(try bench.run().status == 3)
  }

  // MARK: - Settings

  @Test func theNameMayBeASetting() throws {
    let bench = try BudgetBench(["requests": 1])
    #expect(try bench.config("set", "budget=b").status == 0)
    func run(_ options: String...) throws -> Int32? {
      try bench.turns.run(options + ["--tools", "none", "go"]).status
    }
    #expect(try run() == 0)
    #expect(try run() == 3)
    #expect(try run("--budget", "none") == 0)
    #expect(try run("--budget", "other") == 0)
    #expect(try bench.account("other").spent.requests == 1)
  }

  @Test func anUnknownOneIsRefused() throws {
    let bench = try BudgetBench(["requests": 1])
    let result = try bench.turns.run("--budget", "othr", "go")
    #expect(result.status == 78 && bench.server.requests.isEmpty && bench.turns.sessions().isEmpty)
    #expect(result.errors.contains("othr: no such budget (did you mean 'other'?)"))
    #expect(try bench.turns.run("--budget", "b", "--hermetic", "go").status == 78, "no settings, no budget")
  }

  @Test func aWorkspaceCannotChangeIt() throws {
    let bench = try BudgetBench(["requests": 0])
    try bench.turns.directory.write(
      "work/.agent/config.json", #"{"budgets":{"b":{"requests":100}},"budget":"none","prices":{}}"#)
    let result = try bench.turns.run(
      "--workspace", bench.turns.directory.path("work"), "--budget", "b", "-j", "go")
    #expect(result.status == 3 && bench.server.requests.isEmpty)
  }

  @Test func rehearsalsTakeNothing() throws {
    let bench = try BudgetBench(["requests": 1])
    #expect(try bench.run("--dry-run").status == 0)
    #expect(!Files.exists(bench.path))
  }

  @Test func aLoopIsHeldToIt() throws {
    let bench = try BudgetBench(["requests": 2])
    let line = #"{"type":"turn","prompt":"go"}"# + "\n"
    let result = try bench.turns.run(
      ["--loop", "--budget", "b", "--tools", "none"], stdin: line + line + line)
    let ends = result.values.filter { ["turn.completed", "turn.failed"].contains($0["type"]?.string ?? "") }
    #expect(ends.map { $0["exit_code"]?.int } == [0, 0, 3], "\(result.output)")
  }

  @Test func compactionIsCounted() throws {
    let bench = try BudgetBench(["requests": 2], then: .text("notes"))
    #expect(try bench.run().status == 0)
    let id = try #require(bench.turns.sessions().first)
    #expect(try bench.turns.run("--compact", "-s", id, "--budget", "b").status == 0)
    #expect(try bench.account().spent.requests == 2)
    let event = try bench.turns.events(id).last { $0["type"] == "compaction.completed" }
    #expect(event?["cost_usd"]?.double == 0.000018)
    #expect(try bench.run("-s", id).status == 3)
  }

  @Test func statusTellsHowItStands() throws {
    let bench = try BudgetBench(["requests": 4, "cost": 0.5, "period": "month"])
    #expect(try bench.run().status == 0)
    let record = try JSON(parsing: try bench.config("status", "--format", "json").stdout)
    let budget = try #require(record["budgets"]?.array?.first)
    #expect(budget["name"] == "b" && budget["period"] == "month")
    #expect(budget["spent"] == ["requests": 1, "tokens": 18, "cost_usd": 0.000018])
    #expect(budget["limits"] == ["requests": 4, "cost_usd": 0.5])
    #expect(budget["reserved"]?["requests"] == 0 && budget["renews"]?.string?.hasPrefix("20") == true)
    let text = try bench.config("status").output
    #expect(text.contains("1 of 4 requests, 18 tokens, $0.000018 of $0.50, renewed at 20"), "\(text)")
    #expect(text.contains("0 requests, 0 tokens, $0.00, renewed at"), "one that was never used")
    // What it cannot read it tells, and goes on.
    try bench.turns.directory.write("runtime/budgets.json", "{")
    let damaged = try bench.config("status")
    #expect(damaged.status == 0 && damaged.errors.contains("budgets.json: is not JSON"))
    let turn = try bench.run()
    #expect(
      turn.status == 65 && turn.values.last?["error"]?["hint"]?.string?.contains("move it away") == true)
    #expect(bench.server.requests.count == 1)
  }
}

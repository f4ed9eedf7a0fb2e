import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The limits on cost that are stored with a wakeup.
struct WakeBudgetTests {
  private static func bench(_ server: ScriptedModelServer? = nil, requests: Int = 1) throws -> WakeBench {
    let bench = try WakeBench(TestDirectory(), server)
    let path = "runtime/agent_config.json"
    var settings = (try? JSON(parsing: bench.directory.read(path)).object) ?? JSONObject()
    settings["budgets"] = ["nightly": ["requests": .int(requests)]]
    settings["prices"] = ["*": ["input": 1, "output": 1]]
    try bench.directory.write(path, JSON.object(settings).text)
    return bench
  }

  @Test func aBudgetHoldsAllItsRuns() throws {
    let bench = try Self.bench()
    let ids = try (0..<2).map { try bench.add("Go \($0).", "--in", "0s", "--budget", "nightly") }
    #expect(try bench.run("show", ids[0], "--format", "json").output.contains(#""budget":"nightly""#))
    _ = try bench.run("run")
    #expect(bench.server.requests.count == 1)
    let log = try bench.log()
    let exits = log.compactMap { $0["exit"]?.int ?? $0["exit_code"]?.int }
    #expect(exits.contains(3), "\(log)")
  }

  /// What a model schedules spends from the budget of the turn that it scheduled it in.
  @Test func aToolHandsOnItsTurns() throws {
    let server = try ScriptedModelServer([
      .toolCall("scheduler_schedule", ["prompt": "Go on.", "delay_seconds": 0]), .text("Scheduled."),
    ])
    let bench = try Self.bench(server, requests: 2)
    let turn = try BuiltCommand("agent-turn", in: bench.directory).run([
      "--no-stdin", "--tools", "scheduler_schedule", "--budget", "nightly", "--max-cost", "0.5", "go",
    ])
    #expect(turn.status == 0, "\(turn.errors)")
    let stored = try #require(try bench.run("list", "-j").values.first?["turn"])
    #expect(stored["budget"]?.string == "nightly" && stored["max_cost"]?.string == "0.5")
    #expect(try bench.run("run").status == 2)
    #expect(try bench.log().first?["exit_code"]?.int == 3)
    #expect(server.requests.count == 2)
  }

  @Test func aLimitOnCostIsHandedOn() throws {
    let bench = try Self.bench()
    let id = try bench.add("Go.", "--in", "0s", "--max-cost", "0.25")
    _ = try bench.run("run")
    let session = try #require(try bench.log(id).first?["session"]?.string)
    let shown = try BuiltCommand("agent-session", in: bench.directory).run("show", session, "-j").values
    #expect(shown.contains { $0["limits"]?["cost_usd"]?.double == 0.25 })
    #expect(try bench.run("add", "Go.", "--in", "0s", "--max-cost", "0").status == 64)
    #expect(try bench.run("add", "Go.", "--in", "0s", "--budget", "").status == 64)
  }
}

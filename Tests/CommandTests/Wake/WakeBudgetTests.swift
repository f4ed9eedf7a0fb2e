import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The limits on cost that are stored with a wakeup.
struct WakeBudgetTests {
  private static func bench() throws -> WakeBench {
    let bench = try WakeBench()
    let path = "runtime/agent_config.json"
    var settings = (try? JSON(parsing: bench.directory.read(path)).object) ?? JSONObject()
    settings["budgets"] = ["nightly": ["requests": 1]]
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

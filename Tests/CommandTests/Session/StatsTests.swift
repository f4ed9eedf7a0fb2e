import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct SessionStatsTests {
  private static let turn = [
    #"{"type":"thread.started","thread_id":"x","model":"m-1"}"#,
    #"{"type":"turn.started","turn":1,"turn_id":"t1","origin":"cli","input":[]}"#,
    #"{"type":"request.completed","turn":1,"req":1,"status":200,"usage":{"input_tokens":100,"cached_input_tokens":40,"output_tokens":20},"cost_usd":0.25}"#,
    #"{"type":"item.completed","turn":1,"item":{"id":"i1","type":"tool_call","tool":"read","arguments":{},"output":"x"}}"#,
    #"{"type":"turn.completed","turn":1,"exit_code":0,"duration_ms":2500}"#,
  ]

  @Test func formats() throws {
    let tool = SessionTool()
    let none = try tool.run("stats")
    #expect(none.status == 0 && none.lines.first == "sessions: 0" && !Files.exists(tool.directory.runtime))
    let id = try tool.make()
    try tool.append(id, Self.turn)
    let text = try tool.run("stats")
    #expect(
      text.lines == [
        "sessions: 1", "turns: 1", "failed: 0", "requests: 1", "input: 100", "cached: 40", "output: 20",
        "calls: 1", "cost: $0.25", "time: 2s", "models: m-1 1", "tools: read 1",
      ])
    let record = try #require(try tool.run("stats", "-j").values.first)
    #expect(record["type"] == "session.stats" && record["v"] == 1)
    #expect(record["usage"]?["cached_input_tokens"] == 40 && record["cost_usd"] == 0.25)
    #expect(record["tools"] == ["read": 1] && record["models"] == ["m-1": 1] && record["duration_ms"] == 2500)
    #expect(try JSON(parsing: tool.run("stats", "--format", "json").output).array == [record])
  }

  @Test func byKey() throws {
    let tool = SessionTool()
    let first = try tool.make()
    let second = try tool.make()
    try tool.append(first, Self.turn)
    try tool.append(second, Array(Self.turn.dropFirst()))
    let sessions = try tool.run("stats", "--by", "session", "-j").values
    #expect(sessions.map { $0["session"]?.string } == [first, second])
    let models = try tool.run("stats", "--by", "model", "-j").values
    #expect(models.map { $0["model"] ?? "?" } == [.null, "m-1"])
    let days = try tool.run("stats", "--by", "day", "-j").values
    #expect(days.count == 1 && days[0]["turns"] == 2)
    let table = try tool.run("stats", "--by", "model").lines
    #expect(table.count == 3 && table[0].hasPrefix("model    sessions") && table[1].hasPrefix("unknown  "))
    #expect(try tool.run("stats", "--by", "day", "--since", "2999-01-01").output.isEmpty)
    #expect(try tool.run("stats", "--until", "1h").lines.first == "sessions: 0")
    #expect(try tool.run("stats", "--by", "tool").status == 64)
    #expect(try tool.run("stats", "--since", "soon").status == 64)
  }

  @Test func whatCannotBeReadIsTold() throws {
    let tool = SessionTool()
    try tool.append(try tool.make(), Self.turn)
    try Files.makeDirectory("\(tool.directory.runtime)/sessions/20260101T000000.000Z-aaaa.ndjson")
    let result = try tool.run("stats")
    #expect(result.status == 2 && result.lines.first == "sessions: 1" && result.errorLines.count == 1)
  }
}

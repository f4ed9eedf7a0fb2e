import AgentJSON
import AgentTesting
import Testing

@Suite struct ToolHookTests {
  let directory = TestDirectory()

  func tool(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-tool", in: directory).run(["hook"] + arguments)
  }

  func hook(_ name: String, _ script: String) throws {
    try directory.write("runtime/hooks/\(name)", "#!/bin/sh\n\(script)\n", mode: 0o700)
  }

  @Test func hooksAreListedAsTheyAreAsked() throws {
    #expect(try tool("list").output == "")
    try hook("PreToolUse.d/20-b", "")
    try hook("message.submit.before.d/a", "")
    try directory.write(
      "runtime/hooks/PreToolUse.d/20-b.json", #"{"matcher":"bash","fail":"closed","timeout":2}"#)
    let rows = try tool("list", "-j").lines.map { try JSON(parsing: $0) }
    #expect(rows.map { $0["point"] } == ["message.submit.before", "tool.call.before"])
    #expect(rows[1]["fail"] == "closed" && rows[1]["timeout"] == 2 && rows[1]["matcher"] == "bash")
    #expect(try tool("list").lines[1] == "tool.call.before       20-b  bash  fails closed")
  }

  @Test func pointsAreListed() throws {
    let rows = try tool("list", "--points", "-j").lines.map { try JSON(parsing: $0) }
    #expect(rows.contains { $0["point"] == "tool.call.before" && $0["claude_name"] == "PreToolUse" })
  }

  @Test func aTrialTellsWhatEachDid() throws {
    try hook("tool.call.before.d/10", "grep -q '\"command\":\"rm\"' || exit 0; echo no >&2; exit 2")
    let well = try tool("test", "PreToolUse")
    #expect(well.status == 0 && well.output.hasPrefix("10: status 0, "))
    let badly = try tool("test", "tool.call.before", #"{"tool_input":{"command":"rm"}}"#, "-j")
    #expect(badly.status == 1)
    let row = try JSON(parsing: badly.lines[0])
    #expect(row["effect"]?["veto"] == "no" && row["status"] == 2 && row["stderr"] == "no\n")
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    let unknown = try tool("test", "tool.call.befroe")
    #expect(unknown.status == 66 && unknown.errors.contains("tool.call.before"))
    #expect(try tool("test", "turn.before", "{").status == 64)
    #expect(try tool("test", "turn.before", "[]").status == 64)
  }
}

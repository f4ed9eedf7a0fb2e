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

  /// As around the calls of a model, also where another agent makes them.
  @Test func callsFromOutsideAreAskedAbout() throws {
    try hook("PreToolUse.d/no", "grep -q secret && { echo not that >&2; exit 2; }; exit 0")
    try hook("PostToolUse.d/say", "echo 'and this'")
    let command = BuiltCommand("agent-tool", in: directory)
    let refused = try command.run("call", "bash", "command=echo secret")
    #expect(refused.status == 4 && refused.output.isEmpty && refused.errors.contains("not that"))
    let made = try command.run("call", "bash", "command=echo plain")
    #expect(made.status == 0 && made.output.hasPrefix("plain\n") && made.output.contains("and this"))
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":"#
      + #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}},"#
      + #""name":"bash","arguments":{"command":"echo secret"}}}"#
    let served = try command.run("mcp", "serve", stdin: Array((call + "\n").utf8))
    let result = try JSON(parsing: try #require(served.lines.first))["result"]
    #expect(result?["isError"] == true && result?["content"]?.text.contains("not that") == true)
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    let unknown = try tool("test", "tool.call.befroe")
    #expect(unknown.status == 66 && unknown.errors.contains("tool.call.before"))
    #expect(try tool("test", "turn.before", "{").status == 64)
    #expect(try tool("test", "turn.before", "[]").status == 64)
  }
}

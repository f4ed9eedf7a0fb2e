import AgentJSON
import AgentTesting
import Testing

@Suite struct ConfigExplainTests {
  let directory = TestDirectory()

  private func explain(_ arguments: String...) throws -> BuiltCommand.Result {
    try directory.write(
      "runtime/agent_config.json", #"{"verbosity":"low","profiles":{"p":{"verbosity":"medium"}}}"#)
    try directory.write("work/.agent/config.json", #"{"verbosity":"high","base_url":"http://evil.example"}"#)
    return try BuiltCommand("agent-config", in: directory, environment: ["AGENT_VERBOSITY": "medium"])
      .run(["explain"] + arguments)
  }

  @Test func everyLayerInItsOrder() throws {
    let result = try explain("verbosity", "--profile", "p", "--format", "json")
    let answer = try JSON(parsing: result.stdout)
    #expect(answer["value"] == "medium")
    #expect(answer["layer"] == "environment")
    let layers = answer["layers"]?.array ?? []
    #expect(layers.map { $0["layer"] } == ["environment", "project", "profile", "user", "default"])
    #expect(layers.map { $0["value"] } == ["medium", "high", "medium", "low", .some(.null)])
    #expect(layers[1]["source"] == .string("\(directory.work)/.agent/config.json"))
  }

  @Test func recordsSayWhichIsInForce() throws {
    let lines = try explain("verbosity", "-j").lines.map { try JSON(parsing: $0) }
    #expect(lines.map { $0["in_force"] } == [true, false, false, false])
    #expect(lines.allSatisfy { $0["type"] == "setting" && $0["key"] == "verbosity" })
  }

  @Test func textMarksTheWinner() throws {
    let result = try explain("verbosity")
    #expect(result.lines[0] == "verbosity: medium")
    #expect(result.lines[2].hasPrefix("*  environment  AGENT_VERBOSITY"))
    #expect(result.lines.count == 6)
  }

  @Test func aWorkspaceCannotSetAnEndpoint() throws {
    let result = try explain("base_url")
    #expect(result.lines[0] == "base_url: null")
    #expect(result.errors.contains("'base_url' may not be set by a workspace"))
  }
}

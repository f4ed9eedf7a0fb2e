import AgentSystem
import AgentTesting
import Testing

@Suite struct ConfigUnsetTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  @Test func takesKnownAndUnknownKeysOut() throws {
    try directory.write("runtime/agent_config.json", #"{"model":"a","retries":1,"nonsense":1}"#)
    #expect(try config.run("unset", "-n", "model").output == "model: null\n")
    let result = try config.run("unset", "model", "nonsense")
    #expect(result.status == 0)
    #expect(result.output == "" && result.errors == "")
    #expect(try directory.read("runtime/agent_config.json") == "{\n  \"retries\": 1\n}\n")
  }

  @Test func whatIsNotSetIsNoFault() throws {
    let result = try config.run("unset", "model")
    #expect(result.status == 0)
    #expect(
      result.errors == "agent-config: unset: model: not set in \(directory.runtime)/agent_config.json\n")
    #expect(!Files.exists(directory.runtime))
  }

  @Test func anUnknownKeyIsRefused() throws {
    let result = try config.run("unset", "modle")
    #expect(result.status == 78)
    #expect(result.errors.contains("did you mean 'model'?"))
  }
}

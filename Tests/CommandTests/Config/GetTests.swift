import AgentJSON
import AgentTesting
import Testing

@Suite struct ConfigGetTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  @Test func oneValueIsBare() throws {
    try directory.write(
      "runtime/agent_config.json", #"{"model":"a b","max_requests":3,"builtin_tools":["x"]}"#)
    #expect(try config.run("get", "model").output == "a b\n")
    #expect(try config.run("get", "max_requests").output == "3\n")
    #expect(try config.run("get", "builtin_tools").output == "[\"x\"]\n")
    #expect(try config.run("get", "retries").output == "5\n")
    #expect(try config.run("get", "base_url").output == "null\n")
    #expect(try config.run("get", "model", "--format", "json").output == "\"a b\"\n")
  }

  @Test func allAreLinesOneObjectOrRecords() throws {
    let text = try config.run("get")
    #expect(text.lines.contains("retries: 5"))
    let object = try JSON(parsing: config.run("get", "--format", "json").stdout)
    #expect(object["retries"] == 5)
    let records = try config.run("get", "-j").lines
    #expect(records.count == text.lines.count)
    #expect(records.contains(#"{"type":"setting","v":1,"key":"retries","value":5,"layer":"default"}"#))
  }

  @Test func secretsAreHidden() throws {
    try directory.write(
      "runtime/agent_config.json", #"{"api_key":"sk-canary","openai_api_key":"sk-canary"}"#)
    for arguments in [
      ["get"], ["get", "api_key"], ["get", "-j"], ["explain", "api_key", "--format", "json"],
    ] {
      let result = try config.run(arguments)
      #expect(result.status == 0)
      #expect(result.output.contains("(hidden)"))
      #expect(!result.output.contains("canary"))
    }
  }

  @Test func profilesAndTheEnvironmentCount() throws {
    try directory.write(
      "runtime/agent_config.json", #"{"model":"a","profiles":{"p":{"model":"b"}}}"#)
    #expect(try config.run("get", "model", "--profile", "p").output == "b\n")
    let environment = BuiltCommand("agent-config", in: directory, environment: ["AGENT_MODEL": "c"])
    #expect(try environment.run("get", "model", "--profile", "p").output == "c\n")
    let missing = try config.run("get", "--profile", "q")
    #expect(missing.status == 78)
  }

  @Test func anUnknownKeyIsRefusedWithANearOne() throws {
    let result = try config.run("get", "retrys")
    #expect(result.status == 78)
    #expect(result.output == "")
    #expect(result.errors == "agent-config: get: retrys: unknown setting (did you mean 'retries'?)\n")
  }

  @Test func aDamagedFileIsToldWithItsByte() throws {
    try directory.write("runtime/agent_config.json", #"{"model": x}"#)
    let result = try config.run("get", "model", "-j")
    #expect(result.status == 78)
    #expect(try JSON(parsing: result.stdout)["code"] == "config")
    #expect(result.errors.contains("byte 10"))
  }
}

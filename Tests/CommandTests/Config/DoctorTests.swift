import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ConfigDoctorTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  private func findings(_ result: BuiltCommand.Result, _ state: String) throws -> [String] {
    try result.lines.map { try JSON(parsing: $0) }.filter { $0["state"] == .string(state) }
      .map { "\($0["check"]?.string ?? ""): \($0["message"]?.string ?? "")" }
  }

  @Test func weakIsNoFailureUnlessStrict() throws {
    // No local model is installed in a fresh data directory.
    let result = try config.run("doctor", "-j")
    #expect(result.status == 0)
    #expect(try findings(result, "broken") == [])
    #expect(try findings(result, "weak").contains("local model: the local model is not installed"))
    #expect(try config.run("doctor", "--strict").status == 1)
    #expect(!Files.exists(directory.runtime))
  }

  @Test func wrongSettingsAreEachTold() throws {
    try directory.write(
      "runtime/agent_config.json", #"{"max_requests":"x","profiles":{"p":{"model":1}},"nonsense":1}"#)
    let config = BuiltCommand("agent-config", in: directory, environment: ["AGENT_RETRIES": "many"])
    let result = try config.run("doctor", "-j")
    #expect(result.status == 78)
    let broken = try findings(result, "broken")
    #expect(broken.contains("settings: max_requests: expected an integer of 0 or more"))
    #expect(broken.contains("settings: profiles.p.model: expected a string"))
    #expect(broken.contains("settings: retries: expected an integer of 0 or more"))
    #expect(try findings(result, "weak").contains("settings: nonsense: unknown setting"))
  }

  @Test func aDamagedFileIsOneFinding() throws {
    try directory.write("runtime/agent_config.json", "{")
    let result = try config.run("doctor")
    #expect(result.status == 78)
    #expect(result.lines.filter { $0.hasPrefix("broken") }.count == 1)
  }

  /// What is wrong in a workspace's settings is one finding, and told nowhere else.
  @Test func aWorkspacesSettingsAreToldOnce() throws {
    try directory.write("work/.agent/config.json", #"{"base_url":"http://127.0.0.1:1"}"#)
    let result = try config.run("doctor")
    #expect(result.errors == "")
    let told = result.lines.filter { $0.contains(".agent/config.json") }
    #expect(told.count == 1 && told[0].hasPrefix("weak    settings: "), "\(told)")
    let listed = try config.run("model", "list")
    #expect(listed.errors.split(separator: "\n").count { $0.contains(".agent/config.json") } == 1)
    try directory.write("work/.agent/config.json", "{")
    let damaged = try config.run("doctor")
    #expect(damaged.errors == "")
    let broken = damaged.lines.filter { $0.contains(".agent/config.json") }
    #expect(broken.count == 1 && broken[0].hasPrefix("broken") && broken[0].hasSuffix("(mend that file)"))
  }

  @Test func whatOthersAreRefusedForIsTold() throws {
    try directory.write("runtime/auth.json", "{}")
    #expect(chmod(directory.path("runtime/auth.json"), 0o644) == 0)
    #expect(try config.run("get").status == 77)
    let result = try config.run("doctor", "-j")
    #expect(result.status == 78)
    #expect(
      try findings(result, "broken") == [
        "runtime directory: \(directory.runtime)/auth.json others may read it"
      ])
    #expect(result.output.contains("chmod 600"))
  }

  @Test func anEndpointOnThisMachineIsAsked() throws {
    #expect(try config.run("set", "base_url", "http://127.0.0.1:1/v1").status == 0)
    let silent = try config.run("doctor", "-j")
    #expect(try findings(silent, "weak").contains { $0.hasPrefix("endpoint: http://127.0.0.1:1 ") })
    let server = try ModelListServer(directory, models: ["a", "b"])
    #expect(try config.run("set", "base_url", server.baseURL).status == 0)
    #expect(try findings(config.run("doctor", "-j"), "ok").contains { $0.hasSuffix("has 2 models") })
  }

  @Test func anEndpointElsewhereIsNotAsked() throws {
    #expect(try config.run("set", "base_url=https://models.example/v1", "api_key=k").status == 0)
    let asked = try findings(config.run("doctor", "-j"), "ok")
    #expect(asked.contains { $0.hasPrefix("endpoint: https://models.example (not asked") })
  }

  @Test(arguments: [
    (#"{"decision":"allow"}"#, "allows everything"),
    (#"{"decision":"allow","tool":"*"}"#, "allows everything"),
    (#"{"decision":"allow","tool":"bash"}"#, "allows every unconfined command"),
  ])
  func rulesThatAllowTooMuchAreWeak(_ rule: String, _ words: String) throws {
    try directory.write("runtime/rules.json", "{\"rules\":[\(rule),{\"decision\":\"ask\",\"tool\":\"x\"}]}")
    let weak = try findings(config.run("doctor", "-j"), "weak").filter { $0.hasPrefix("approval rules") }
    #expect(weak.count == 1 && weak[0].contains(words) && weak[0].contains(rule))
    #expect(try config.run("doctor", "--strict").status == 1)
  }

  @Test func rulesAreChecked() throws {
    let none = try findings(config.run("doctor", "-j"), "ok")
    #expect(none.contains("approval rules: those of the installation"))
    try directory.write(
      "runtime/rules.json", #"{"rules":[{"decision":"allow","tool":"bash","command":"ls*"}]}"#)
    let narrow = try findings(config.run("doctor", "-j"), "ok")
    #expect(narrow.contains("approval rules: 1 of your own"))
    try directory.write("runtime/rules.json", #"{"rules":[{"decision":"perhaps"}]}"#)
    let broken = try config.run("doctor", "-j")
    #expect(broken.status == 78)
    #expect(
      try findings(broken, "broken").contains {
        $0.hasSuffix("rules.json: rule 1: 'decision' must be allow, deny or ask")
      })
  }

  /// The sandbox says itself what it has here.
  @Test func theSandboxIsTold() throws {
    let probe = try JSON(
      parsing: BuiltCommand("agent-sandbox", in: directory).run("--probe").output)
    let result = try config.run("doctor", "-j")
    let state = probe["complete"]?.bool == true ? "ok" : "weak"
    #expect(try findings(result, state).contains { $0.hasPrefix("sandbox: ") })
  }

  @Test func keysInTheEnvironmentAreWeak() throws {
    let key = "canary-key-in-the-environment"
    let config = BuiltCommand("agent-config", in: directory, environment: ["OPENAI_API_KEY": key])
    let result = try config.run("doctor", "-j")
    #expect(try findings(result, "weak").contains { $0.hasPrefix("keys: OPENAI_API_KEY") })
    #expect(!result.output.contains(key) && !result.errors.contains(key))
    #expect(try findings(self.config.run("doctor", "-j"), "ok").contains("keys: none in the environment"))
  }

  @Test(.enabled(if: geteuid() == 0)) func rootIsWeak() throws {
    let result = try config.run("doctor", "-j")
    #expect(try findings(result, "weak").contains("user: running as root"))
  }
}

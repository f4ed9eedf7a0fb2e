import AgentCore
import AgentJSON
import Testing

struct ConfigurationTests {
  private func configuration(_ user: JSONObject) -> Configuration {
    Configuration(user: ("/u/agent_config.json", user))
  }

  @Test("option, environment, project, profile, user, default: the first that says something wins")
  func precedence() throws {
    let key = try #require(ConfigurationKey.named("verbosity"))
    let all = Configuration(
      options: ["verbosity": "low"], environment: ["verbosity": "medium"],
      project: ("/w/.agent/config.json", ["verbosity": "high"]), profile: ("fast", ["verbosity": "low"]),
      user: ("/u/agent_config.json", ["verbosity": "medium"]))
    let settings = all.explain(key)
    #expect(settings.map(\.layer) == [.option, .environment, .project, .profile, .user, .builtIn])
    #expect(
      settings.map(\.source) == [
        "command line", "AGENT_VERBOSITY", "/w/.agent/config.json", "profile fast", "/u/agent_config.json",
        "built in",
      ])
    #expect(settings.map(\.value) == ["low", "medium", "high", "low", "medium", nil])
    #expect(all["verbosity"] == "low")
    #expect(all.layer(of: "verbosity") == .option)
  }

  @Test("each layer decides where those above it are silent", arguments: 0..<6)
  func eachLayerDecides(silent: Int) {
    func values(_ layer: Int) -> JSONObject { layer < silent ? [:] : ["model": .string("m\(layer)")] }
    let configuration = Configuration(
      options: values(0), environment: values(1), project: ("p", values(2)), profile: ("f", values(3)),
      user: ("u", values(4)))
    #expect(configuration["model"] == (silent < 5 ? .string("m\(silent)") : nil))
    #expect(configuration.layer(of: "model") == Configuration.Layer.allCases[silent])
  }

  @Test("null sets nothing")
  func nullFallsThrough() throws {
    let configuration = Configuration(options: ["retries": nil], user: ("u", ["retries": 9]))
    #expect(try configuration.int("retries") == 9)
    #expect(configuration.layer(of: "retries") == .user)
    #expect(try Configuration().int("retries") == 5)
    #expect(Configuration()["no_such_key"] == .null)
    #expect(Configuration().layer(of: "no_such_key") == .builtIn)
  }

  @Test func typedValues() throws {
    let configuration = configuration([
      "model": "m", "max_requests": 7, "vision_enabled": false, "max_time": "10m",
    ])
    #expect(try configuration.string("model") == "m")
    #expect(try configuration.int("max_requests") == 7)
    #expect(try configuration.bool("vision_enabled") == false)
    #expect(try configuration.duration("max_time") == 600_000)
    #expect(try configuration.duration("tool_timeout") == 120_000)
    #expect(try configuration.string("base_url") == nil)
    #expect(try configuration.duration("base_url") == nil)
  }

  @Test("a value of the wrong kind is told with its key")
  func wrongKinds() {
    func refusal(_ key: String, _ value: JSON, _ body: (Configuration) throws -> Void) -> String? {
      #expect(throws: AgentError.self) { try body(configuration([key: value])) }.map {
        "\($0.exitCode.rawValue) \($0)"
      }
    }
    #expect(
      refusal("max_requests", "many") { _ = try $0.int("max_requests") }
        == #"78 max_requests: expected an integer of 0 or more, not "many" (agent-config explain max_requests)"#
    )
    #expect(
      refusal("max_time", "soon") { _ = try $0.duration("max_time") }
        == "78 max_time: expected a duration such as 500ms, 30s, 10m, 2h, 7d, not \"soon\" "
        + "(agent-config explain max_time)")
    #expect(
      refusal("vision_enabled", 1) { _ = try $0.bool("vision_enabled") }
        == "78 vision_enabled: expected true or false, not 1 (agent-config explain vision_enabled)")
    #expect(
      refusal("verbosity", "loud") { _ = try $0.string("verbosity") }
        == #"78 verbosity: expected one of low, medium, high, not "loud" (agent-config explain verbosity)"#)
  }

  @Test("the value of a secret is never told")
  func secrets() {
    let error = #expect(throws: AgentError.self) { try configuration(["api_key": 123_456]).string("api_key") }
    #expect(error?.description.contains("123456") == false)
  }
}

import AgentCore
import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct ModelChoiceTests {
  static func endpoint(_ dialect: String, _ url: String = ModelChoice.openAI) -> ModelChoice.Backend {
    .endpoint(dialect: dialect, baseURL: url)
  }

  @Test(
    arguments: [
      (["provider": "chat"], [:], true, endpoint("chat"), ModelChoice.defaultModel),
      (
        ["provider": "responses", "model": "m", "base_url": "http://h/v1"], [:], true,
        endpoint("responses", "http://h/v1"), "m"
      ),
      (["provider": "local", "model": "m"], [:], false, .local, "m"),
      (
        ["base_url": "http://h/v1"], ["OPENAI_API_KEY": "k"], true, endpoint("responses", "http://h/v1"),
        ModelChoice.defaultModel
      ),
      ([:], ["OPENAI_API_KEY": "k"], true, endpoint("responses"), ModelChoice.defaultModel),
      (["openai_api_key": "k"], [:], true, endpoint("responses"), ModelChoice.defaultModel),
      ([:], ["OPENAI_API_KEY": ""], true, .local, nil),
      ([:], [:], true, .local, nil),
    ] as [(JSONObject, [String: String], Bool, ModelChoice.Backend, String?)])
  func decides(
    _ settings: JSONObject, _ keys: [String: String], _ local: Bool, _ backend: ModelChoice.Backend,
    _ model: String?
  ) throws {
    let choice = try ModelChoice.decide(Configuration(options: settings), keys: keys, localIsInstalled: local)
    #expect(choice.backend == backend)
    #expect(choice.model == model)
    #expect((choice.reason != nil) == (settings["provider"] == nil && settings["base_url"] == nil))
  }

  @Test func nothingIsConfiguration() {
    let error = #expect(throws: AgentError.self) {
      try ModelChoice.decide(Configuration(), keys: [:], localIsInstalled: false)
    }
    #expect(error?.exitCode == .configuration)
    #expect(error?.hint?.contains("agent-config model install") == true)
  }

  @Test func anUnknownProviderIsTheFaultOfWhoNamedIt() {
    func code(_ configuration: Configuration) -> AgentCore.ExitStatus? {
      #expect(throws: AgentError.self) {
        try ModelChoice.decide(configuration, keys: [:], localIsInstalled: true)
      }?.exitCode
    }
    #expect(code(Configuration(options: ["provider": "caht"])) == .usage)
    #expect(code(Configuration(user: ("f", ["provider": "caht"]))) == .configuration)
  }
}

import AgentCore
import AgentJSON
import Testing

struct ConfigurationKeyTests {
  @Test func namesAreUniqueAndPlain() {
    let names = ConfigurationKey.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == UInt8(ascii: "_") })
    }
  }

  @Test(
    "the seed's names are all there",
    arguments: [
      "model", "system", "openai_api_key", "name", "username", "userage", "input_token_limit", "auto_compact",
      "max_input_tokens", "reasoning_effort", "verbosity", "parallel_tool_calls", "vision_enabled",
      "max_images",
      "web_search_enabled", "image_generation_enabled", "image_generation_output_format",
      "image_generation_size",
      "image_generation_quality", "image_generation_background", "image_generation_moderation",
      "builtin_tools",
      "builtin_providers", "builtin_plugins", "voice_model", "voice", "voice_instructions", "voice_enabled",
      "voice_buffer_size", "server_url", "workfolder", "provider", "base_url",
    ])
  func known(name: String) {
    #expect(ConfigurationKey.named(name) != nil)
  }

  @Test("defaults fit their own kind, and summaries are phrases", arguments: ConfigurationKey.all.map(\.name))
  func defaults(name: String) throws {
    let key = try #require(ConfigurationKey.named(name))
    #expect(key.refusal(of: key.defaultValue) == nil)
    #expect(key.refusal(of: .null) == nil)
    #expect(!key.summary.isEmpty && !key.summary.hasSuffix("."))
    #expect(key.environmentName == "AGENT_\(name.uppercased())")
  }

  @Test(
    "refuses other kinds",
    arguments: [
      ("model", 1, "expected a string"), ("retries", "1", "expected an integer of 0 or more"),
      ("retries", 1.5, "expected an integer of 0 or more"),
      ("vision_enabled", "true", "expected true or false"),
      ("verbosity", "loud", "expected one of low, medium, high"),
      ("verbosity", 1, "expected one of low, medium, high"), ("builtin_tools", 1, "expected a list of names"),
      ("builtin_tools", ["a", 1], "expected a list of names"), ("profiles", [], "expected an object"),
      ("builtin_tools", ["a"], nil), ("builtin_tools", [], nil), ("builtin_tools", "a", nil),
      ("retries", 3, nil),
      ("profiles", [:], nil), ("verbosity", "low", nil), ("max_cost", 0.5, nil), ("max_cost", 2, nil),
      ("max_cost", -1, "expected a number of 0 or more"),
      ("max_cost", "1", "expected a number of 0 or more"), ("budgets", [], "expected an object"),
      ("budgets", ["day": 1], "expected 'day' to be an object"),
      ("budgets", ["day": ["requests": 5, "cost": 0.5, "period": "week"], "all": [:], "gone": nil], nil),
      ("budgets", ["day": ["requests": 0.5]], "'requests' of 'day': expected an integer of 0 or more"),
      (
        "budgets", ["day": ["period": "year"]],
        "'period' of 'day': expected one of hour, day, week, month, total"
      ),
      ("prices", ["m": ["input": 1]], "expected 'm' to have 'output'"),
      (
        "prices", ["m": ["input": 1, "output": 2, "outputs": 2]],
        "expected 'm' to have input, cached_input, output and no 'outputs'"
      ),
      ("prices", ["m": ["input": 1, "output": 2.5]], nil),
    ] as [(String, JSON, String?)])
  func refusals(name: String, value: JSON, reason: String?) throws {
    #expect(try #require(ConfigurationKey.named(name)).refusal(of: value) == reason)
  }

  @Test func keysAreSecret() {
    let names = ConfigurationKey.all.filter(\.isSecret).map(\.name)
    #expect(names == ["api_key", "openai_api_key", "mcp_servers"])
  }

  @Test func kindsHaveNames() {
    #expect(ConfigurationKey.Kind.choice(["a", "b"]).name == "a|b")
    #expect(ConfigurationKey.Kind.names.name == "names")
    #expect(ConfigurationKey.Kind.integer.name == "integer")
  }
}

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
      ("profiles", [:], nil), ("verbosity", "low", nil),
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

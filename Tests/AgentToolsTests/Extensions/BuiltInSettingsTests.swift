import AgentCore
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct BuiltInSettingsTests {
  /// What is on of a tool of no plugin and of one of the plugin `memory`, by name.
  @Test(
    arguments: [
      (nil, nil, ["read", "list", "memory_add", "memory_search", "planner_add"]),
      ([], nil, []), (["read"], nil, ["read"]), (["read", "memory_add"], nil, ["read", "memory_add"]),
      (nil, [], ["read", "list"]), (nil, ["memory"], ["read", "list", "memory_add", "memory_search"]),
      ([], ["memory"], ["memory_add", "memory_search"]), ([], [], []),
      (["read", "memory_add"], [], ["read", "memory_add"]),
      (["planner_add"], ["memory"], ["memory_add", "memory_search", "planner_add"]),
    ] as [([String]?, [String]?, [String])])
  func whatIsOn(_ tools: [String]?, _ plugins: [String]?, _ names: [String]) {
    let all = [
      ("read", nil), ("list", nil), ("memory_add", "memory"), ("memory_search", "memory"),
      ("planner_add", "planner"),
    ]
    let settings = BuiltInSettings(tools: tools, plugins: plugins)
    #expect(all.filter { settings.hasTool($0.0, of: $0.1) }.map(\.0) == names)
    // Providers go by the same rule.
    let providers = BuiltInSettings(providers: tools, plugins: plugins)
    #expect(all.filter { providers.hasProvider($0.0, of: $0.1) }.map(\.0) == names)
  }

  @Test func whichSettingItIs() {
    let settings = BuiltInSettings(tools: ["read"], plugins: ["planner"])
    #expect(settings.refusal(tool: "list", of: nil) == .tools)
    #expect(settings.refusal(tool: "memory_add", of: "memory") == .plugins)
    #expect(BuiltInSettings(providers: []).refusal(provider: "cwd", of: nil) == .providers)
    #expect(BuiltInSettings().withoutPlugins.refusal(tool: "memory_add", of: "memory") == .plugins)
  }

  @Test func namesOfNothingAreProblems() throws {
    let directory = TestDirectory()
    try directory.write(
      "share/X/Resources/tools/m_add.tool.json",
      #"{"description":"d","plugin":"m","exec":["no-such-program"]}"#)
    try directory.write(
      "share/X/Resources/providers/m_now.provider.json",
      #"{"description":"d","plugin":"m","exec":["no-such-program"]}"#)
    let resources = ResourceDirectory(path: directory.path("share"))
    func refusal(_ settings: BuiltInSettings) -> AgentError? {
      do throws(AgentError) {
        try settings.check(resources, environment: [:])
        return nil
      } catch {
        return error
      }
    }
    // What is not installed is no misspelling, nor is what a turn that only reads would not have.
    #expect(
      refusal(
        BuiltInSettings(
          tools: ["read", "edit", "skill", "m_add"], providers: ["git", "m_now"], plugins: ["m"])) == nil)
    for (settings, object, words) in [
      (BuiltInSettings(tools: ["reed"]), "builtin_tools: reed", "did you mean 'read'"),
      (BuiltInSettings(providers: ["tig"]), "builtin_providers: tig", "there are agents_md, skills"),
      (BuiltInSettings(plugins: ["zzz"]), "builtin_plugins: zzz", "there are m"),
    ] {
      let error = refusal(settings)
      #expect(error?.exitCode == .configuration && error?.object == object, "\(object)")
      #expect(error?.hint?.contains(words) == true, "\(error?.hint ?? "")")
    }
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSandbox
import AgentSession
import AgentSystem
import AgentTools

/// Which tools a turn offers: what options say, else what settings leave, with what the user and a trusted project
/// have added; and a notice for each extension that is left out.
struct ToolChoice {
  var tools = ToolRegistry([])
  var notices: [Event] = []

  /// The tools of the turn before in a loop, with what they keep alive.
  init(tools: ToolRegistry) { self.tools = tools }

  init(
    _ command: TurnRoot, _ model: String, _ policy: SandboxPolicy, _ configuration: Configuration,
    _ skills: [Skill], _ context: CommandContext
  ) throws(AgentError) {
    let options = command.tools
    let selection = ToolRegistry.Selection(options.tools ?? "default")
    let added = options.addTool.flatMap { $0.split(separator: ",").map(String.init) }
    let offers = options.tools != nil || !added.isEmpty || ModelCatalog.callsTools(model)
    if !offers || (selection == .none && added.isEmpty) { return }
    let host = ExtensionHost(
      runtime: context.runtime, resources: ResourceDirectory(environment: context.environment),
      policy: policy, environment: context.environment, configuration: configuration)
    let names = added.filter { !$0.contains("/") }
    let isWanted =
      ToolInventory.needsExtensions(selection, host)
      || (!names.isEmpty && ToolInventory.needsExtensions(.named(names), host))
    var inventory = ToolInventory(host, findsExtensions: isWanted && !command.context.hermetic)
    notices = inventory.problems.map {
      .notice("extension_left_out", "\($0.path): \($0.reason)")
    }
    var more: [String] = []
    for name in added {
      more += name.contains("/") ? try inventory.add(file: context.absolute(name)) : [name]
    }
    let mcp = try MCPOffer(selection, added: names, policy, configuration, command, context)
    notices += mcp.notices
    let all = inventory.registry.offering(skills).joined(with: mcp.tools)
    // Who asks for skills wants what loads them.
    if case .named = selection, command.context.skills != nil, !skills.isEmpty { more.append(SkillTool.name) }
    var chosen = try all.selecting(selection)
    if options.tools == nil {
      let allowed = inventory.allowed(
        tools: configuration["builtin_tools"], plugins: configuration["builtin_plugins"])
      // A tool that only settings name is offered like those that are offered anyway.
      let named = configuration["builtin_tools"].array?.compactMap(\.string) ?? []
      if !skills.isEmpty, configuration["builtin_tools"].isNull { more.append(SkillTool.name) }
      let standard = Set(chosen.names + named)
      chosen = try all.selecting(.named(allowed.filter(standard.contains) + mcp.names))
      try Self.check(named, in: all)
    }
    tools = try chosen.adding(more, of: all).disclosing
  }

  /// A name in the settings that no tool has is most likely misspelt.
  private static func check(_ named: [String], in all: ToolRegistry) throws(AgentError) {
    for name in named where all[name] == nil {
      throw AgentError(
        .config, "no such tool", object: "builtin_tools: \(name)",
        hint: NearMatch.hint(name, in: all.names) ?? "the tools are \(all.names.joined(separator: ", "))")
    }
  }
}

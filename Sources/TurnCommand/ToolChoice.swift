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
    let hermetic = command.context.hermetic
    let settings = command.context.builtIn(configuration)
    // What plugins keep is the user's.
    var inventory = ToolInventory(host, hermetic ? settings.withoutPlugins : settings)
    if case .named(let wanted) = selection { try inventory.require(wanted) }
    try inventory.require(names)
    if !hermetic, inventory.needsExtensions(selection) || inventory.needsExtensions(.named(names)) {
      inventory.findExtensions()
    }
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
    let ofMemory = inventory.names(of: MemoryUse.plugin)
    var chosen: ToolRegistry
    if selection == .standard {
      if settings.hasTool(SkillTool.name, of: nil), !skills.isEmpty { more.append(SkillTool.name) }
      chosen = inventory.standard.joined(with: mcp.tools)
    } else {
      chosen = try all.selecting(selection)
      if command.context.memory == .on { more += ofMemory }
    }
    if command.context.memory == .off {
      chosen = try chosen.selecting(.named(chosen.names.filter { !ofMemory.contains($0) }))
      more.removeAll(where: ofMemory.contains)
    }
    tools = try chosen.adding(more, of: all).disclosing
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSandbox
import AgentSystem
import AgentTools
import AgentTurn

/// The tools of MCP servers that a turn may use, and what to tell of servers that cannot be used.
struct MCPOffer {
  let tools: [any Tool]
  let notices: [Event]

  var names: [String] { tools.map(\.description.name) }

  /// Nothing is looked at where no server is set up or no tools are wanted. A rehearsal starts no server.
  init(
    _ command: TurnRoot, _ model: String, _ policy: SandboxPolicy, _ configuration: Configuration,
    _ context: CommandContext
  ) throws(AgentError) {
    let setting = configuration["mcp_servers"]
    let selection = ToolRegistry.Selection(command.tools.tools ?? "default")
    let isAskedFor = command.tools.tools != nil || !configuration["builtin_tools"].isNull
    guard setting.object?.isEmpty == false, selection != .none, isAskedFor || ModelCatalog.callsTools(model)
    else {
      tools = []
      notices = []
      return
    }
    var wanted: [String]?
    if case .named(let names) = selection { wanted = names }
    let toolset = MCPToolset(
      MCPConfigurations(setting),
      MCPEnvironment(
        client: MCPIdentity(name: "agent-turn", version: Version.number), runtime: context.runtime,
        policy: policy, environment: context.environment),
      wanted: wanted, mayStart: !command.dryRun.dryRun, context.cancellation)
    if let reason = context.cancellation.reason {
      for tool in toolset.tools { tool.finish() }
      throw AgentError(reason)
    }
    tools = toolset.tools
    notices = toolset.problems.map { .notice("mcp_unavailable", "\($0)") }
  }
}

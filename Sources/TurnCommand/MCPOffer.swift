import AgentCLI
import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTools
import AgentTurn

/// The tools of MCP servers that a turn may use, and what to tell of servers that cannot be used.
struct MCPOffer {
  let tools: [any Tool]
  let notices: [Event]

  var names: [String] { tools.map(\.description.name) }

  /// Nothing is looked at where no server is set up or none is wanted. A rehearsal starts no server.
  /// - Parameter added: names of tools that are wanted beside the selection.
  init(
    _ selection: ToolRegistry.Selection, added: [String], _ policy: SandboxPolicy,
    _ configuration: Configuration, _ command: TurnRoot, _ context: CommandContext
  ) throws(AgentError) {
    let setting = configuration["mcp_servers"]
    if setting.object?.isEmpty ?? true {
      tools = []
      notices = []
      return
    }
    var wanted: [String]?
    switch selection {
    case .none: wanted = added
    case .named(let names): wanted = names + added
    case .standard, .all: break
    }
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

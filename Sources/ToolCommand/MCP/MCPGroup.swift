import AgentCLI
import AgentCore
import AgentSandbox
import AgentSystem
import AgentTools
import ArgumentParser

/// The verbs about MCP: servers whose tools a turn may use, and our own tools for other agents.
struct MCPGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp", abstract: "MCP servers: set up, look at, call, and be one",
    subcommands: [
      MCPAdd.self, MCPList.self, MCPRemove.self, MCPProbe.self, MCPTools.self, MCPCall.self, MCPServe.self,
    ])
}

/// The servers that are set up, as the verbs use them.
struct MCPServers {
  let configurations: MCPConfigurations
  private let context: CommandContext

  init(_ context: CommandContext) throws(AgentError) {
    self.context = context
    configurations = MCPConfigurations(try context.configuration()["mcp_servers"])
  }

  /// What they are opened with: confined as in a turn that may only read.
  private var environment: MCPEnvironment {
    MCPEnvironment(
      client: MCPIdentity(name: "agent-tool", version: Version.number), runtime: context.runtime,
      policy: SandboxPolicy(workspace: context.workingDirectory), environment: context.environment)
  }

  func client(_ server: MCPServerConfiguration) -> MCPClient { MCPClient(server, environment) }

  /// The tools of one server, which is started where they are not known.
  func tools(of name: String) throws(AgentError) -> ToolRegistry {
    let server = try configurations.server(name)
    let toolset = MCPToolset(server, environment, mayStart: true, context.cancellation)
    if let problem = toolset.problems.first { throw problem }
    return ToolRegistry(toolset.tools)
  }

  /// Tells what is wrong with servers that are not asked for by name.
  func tellProblems() {
    for problem in configurations.problems { context.diagnostics.note("\(problem)") }
    for server in configurations.servers where !server.unknown.isEmpty {
      context.diagnostics.note(
        "mcp_servers.\(server.name): not known here: \(server.unknown.joined(separator: ", "))")
    }
  }
}

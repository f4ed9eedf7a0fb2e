import AgentCLI
import AgentCore
import AgentModel
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
  /// What they say and must not tell.
  let secrets: KnownSecrets
  private let context: CommandContext
  private let policy: SandboxPolicy

  /// Confined as in a turn that may only read.
  init(_ context: CommandContext) throws(AgentError) {
    self.init(
      context, try context.configuration(), SandboxPolicy(workspace: context.workingDirectory))
  }

  init(_ context: CommandContext, _ configuration: Configuration, _ policy: SandboxPolicy) {
    self.context = context
    self.policy = policy
    configurations = MCPConfigurations(configuration["mcp_servers"])
    secrets = KnownSecrets(context, configuration)
  }

  /// What they are opened with.
  private var environment: MCPEnvironment {
    MCPEnvironment(
      client: MCPIdentity(name: "agent-tool", version: Version.number), runtime: context.runtime,
      policy: policy, environment: context.environment)
  }

  /// The tool that a turn calls so: `SERVER__TOOL`. Its server is started where its tools are not known.
  /// - Returns: nil where no server is meant.
  /// - Throws: 66 where the server is off or has no such tool, and what keeps it from being asked.
  func tool(named name: String) throws(AgentError) -> (any Tool)? {
    guard let server = configurations.servers.first(where: { name.hasPrefix("\($0.name)__") }) else {
      return nil
    }
    guard server.isEnabled else {
      throw AgentError(
        .inputMissing, "the server is off", object: server.name,
        hint: "'agent-tool mcp call \(server.name) TOOL' calls it all the same")
    }
    let registry = try tools(of: server.name)
    if let tool = registry[name] { return tool }
    registry.finish()
    throw AgentError(
      .inputMissing, "the server has no such tool", object: name,
      hint: NearMatch.hint(name, in: registry.names) ?? "try 'agent-tool mcp tools \(server.name)'")
  }

  /// The tools of those that are enabled, as far as they are known: nothing is started.
  var known: [any Tool] {
    MCPToolset(configurations, environment, mayStart: false, context.cancellation).tools
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

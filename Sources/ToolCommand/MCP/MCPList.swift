import AgentCLI
import AgentCore
import AgentTools
import ArgumentParser

/// The servers that are set up, one a line. None is started.
struct MCPList: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the servers that are set up",
    discussion: "Example: agent-tool mcp list -j")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let servers = try MCPServers(context)
    servers.tellProblems()
    let found = servers.configurations.servers
    let lines = aligned(found.map(MCPText.cells))
    let rows = zip(found, lines).map { Row("mcp_server", MCPText.members($0), text: $1) }
    try context.print(rows, as: try outputFormat())
    return .done
  }
}

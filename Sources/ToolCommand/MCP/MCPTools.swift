import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTools
import ArgumentParser

/// The tools of the servers, as a turn would offer them.
struct MCPTools: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "tools", abstract: "List the tools of a server",
    discussion: "Example: agent-tool mcp tools time -j")

  @Argument(help: "The server's name (default: all that are enabled).")
  var name: String?

  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let servers = try MCPServers(context)
    let format = try outputFormat()
    var descriptions: [ToolDescription] = []
    var failures = 0
    if let name {
      descriptions = try tools(of: name, servers)
    } else {
      servers.tellProblems()
      failures = servers.configurations.problems.count
      for server in servers.configurations.servers where server.isEnabled {
        do throws(AgentError) {
          descriptions += try tools(of: server.name, servers)
        } catch {
          if context.cancellation.isCancelled { throw error }
          failures += 1
          context.diagnostics.note("\(error)")
        }
      }
    }
    let lines = aligned(
      descriptions.map { [$0.name, $0.sideEffects.rawValue, ToolText.firstSentence($0.description)] })
    let rows = zip(descriptions, lines).map { Row("tool", ToolText.members($0), text: $1) }
    try context.print(rows, as: format)
    return failures == 0 ? .done : .partial
  }

  private func tools(of name: String, _ servers: MCPServers) throws(AgentError) -> [ToolDescription] {
    let registry = try servers.tools(of: name)
    defer { registry.finish() }
    return registry.descriptions
  }
}

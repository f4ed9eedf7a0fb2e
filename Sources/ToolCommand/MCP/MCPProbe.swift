import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTools
import ArgumentParser

/// Starts servers and tells how they answer; what is cached of them is renewed.
struct MCPProbe: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe", abstract: "Start a server and tell how it answers",
    discussion: "Example: agent-tool mcp probe time")

  @Argument(help: "The server's name (default: all that are enabled).")
  var name: String?

  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let servers = try MCPServers(context)
    let format = try outputFormat()
    if let name {
      let row = try probe(try servers.configurations.server(name), servers, context)
      try context.print(row, as: format)
      return .done
    }
    servers.tellProblems()
    var failures = servers.configurations.problems.count
    var rows: [Row] = []
    let enabled = servers.configurations.servers.filter(\.isEnabled)
    for server in enabled {
      do throws(AgentError) {
        rows.append(try probe(server, servers, context))
      } catch {
        if context.cancellation.isCancelled { throw error }
        failures += 1
        rows.append(
          Row(
            "mcp_server",
            ["name": .string(server.name), "ready": false, "error": .string(error.description)],
            text: "\(server.name)  \(error)"))
      }
    }
    try context.print(rows, as: format)
    return failures == 0 ? .done : .partial
  }

  private func probe(_ server: MCPServerConfiguration, _ servers: MCPServers, _ context: CommandContext)
    throws(AgentError) -> Row
  {
    let client = servers.client(server)
    defer { client.close() }
    let start = Deadline.monotonicNow()
    let deadline = Deadline.after(milliseconds: server.startupTimeout)
    let greeting = try client.greet(until: deadline, context.cancellation)
    let milliseconds = (Deadline.monotonicNow() - start) / 1_000_000
    for notice in greeting.notices { context.diagnostics.note(notice) }
    let identity = "\(greeting.server.name) \(greeting.server.version)"
    return Row(
      "mcp_server",
      [
        "name": .string(server.name), "ready": true, "era": .string(greeting.era),
        "version": .string(greeting.version), "server": .string(identity),
        "tools": .int(greeting.tools.count), "duration_ms": .int(milliseconds),
      ],
      text: "\(server.name)  \(greeting.era) \(greeting.version), \(greeting.tools.count) tools, "
        + "\(milliseconds) ms, \(identity)")
  }
}

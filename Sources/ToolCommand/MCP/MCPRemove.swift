import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentTools
import ArgumentParser

/// Takes a server out of the settings, with what is cached of it.
struct MCPRemove: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take a server out of the settings",
    discussion: "Example: agent-tool mcp remove time")

  @Argument(help: "The server's name.")
  var name: String

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let name = name
    let change = { (values: inout JSONObject) throws(AgentError) in
      var servers = values["mcp_servers"]?.object ?? [:]
      guard servers[name] != nil else {
        throw AgentError(
          .inputMissing, "no such MCP server in the settings", object: name,
          hint: NearMatch.hint(name, in: servers.keys) ?? "try 'agent-tool mcp list'")
      }
      servers[name] = nil
      values["mcp_servers"] = servers.isEmpty ? nil : .object(servers)
    }
    let file = ConfigurationFile(context.runtime)
    if dryRun.dryRun {
      var values = try file.read()
      try change(&values)
    } else {
      try file.change(clock: context.clock, note: { context.diagnostics.note($0) }, change)
      MCPToolset.forget(name, in: context.runtime)
    }
    try context.print(
      Row(
        "mcp_server", ["name": .string(name), "removed": .bool(!dryRun.dryRun)],
        text: dryRun.dryRun ? "would remove \(name)" : "removed \(name)"),
      as: try outputFormat())
    return .done
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import ArgumentParser

/// Ends the local model's server.
struct ModelStopCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "End the local model's server",
    discussion: "Example: agent-config model stop")

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let local = try LocalModel(context)
    if dryRun.dryRun, let state = local.running() {
      context.diagnostics.note("would stop \(LocalModelRow.server(state).text)")
      return .done
    }
    let stopped = try local.stop()
    let row = Row("ack", ["stopped": .bool(stopped)], text: stopped ? "stopped" : "not running")
    try context.print(row, as: try outputFormat())
    return .done
  }
}

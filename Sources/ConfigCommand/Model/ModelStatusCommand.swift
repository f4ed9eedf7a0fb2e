import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import ArgumentParser

/// Whether the local model's server runs: exit 1 when it does not.
struct ModelStatusCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell whether the local model's server runs",
    discussion: "Example: agent-config model status")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let local = try LocalModel(context)
    let state = local.running()
    let row =
      state.map(LocalModelRow.server)
      ?? Row(
        "model", ["running": false, "installed": .bool(local.isInstalled)],
        text: local.isInstalled ? "not running" : "not installed")
    try context.print(row, as: try outputFormat())
    return state == nil ? .negative : .done
  }
}

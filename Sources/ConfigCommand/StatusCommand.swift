import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSystem
import ArgumentParser

/// What is set up and what runs.
struct StatusCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell what is set up, what runs and what budgets have left",
    discussion: "Example: agent-config status")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let runtime = context.runtime
    let server = try LocalModel(context).running()
    func file(_ path: String) -> String { Files.exists(path) ? path : "\(path) (not made yet)" }
    let running = server.map { [LocalModelRow.server($0)] } ?? []
    let budgets = budgets(in: context)
    let status = Row(
      "status",
      [
        "runtime": .string(runtime.path), "runtime_exists": .bool(Files.exists(runtime.path)),
        "config": .string(runtime.configurationFile),
        "config_exists": .bool(Files.exists(runtime.configurationFile)),
        "running": .array(running.map { .object($0.record) }),
        "budgets": budgets.map { .array($0.records) } ?? .null,
      ],
      text: aligned(
        [["runtime", file(runtime.path)], ["config", file(runtime.configurationFile)]]
          + (running.isEmpty ? [["running", "nothing"]] : running.map { ["running", $0.text] })
          + (budgets?.lines ?? [])
      ).joined(separator: "\n"))
    try context.print(status, as: try outputFormat())
    return .done
  }

  /// Nil where settings or the ledger cannot be read, which is told: the rest can be shown all the same.
  private func budgets(in context: CommandContext) -> BudgetRows? {
    do {
      return try BudgetRows(try context.configuration(), in: context)
    } catch {
      context.diagnostics.note("budgets: \(error)")
      return nil
    }
  }
}

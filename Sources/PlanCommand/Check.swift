import AgentCLI
import AgentCore
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan check`
struct Check: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say that entries are done",
    discussion: "Example: agent-plan check release 1 3-4")

  @Argument(help: "The plan.") var name: String
  @Argument(help: ArgumentHelp("Entries: numbers, as 2-4, ids, or 'all'.", valueName: "entry")) var entries:
    [String]
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try context.mark(name, entries, .done, .check, dryRun: dry.dryRun, as: try outputFormat())
  }
}

/// `agent-plan uncheck`
struct Uncheck: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "uncheck", abstract: "Say that entries are not done after all",
    discussion: "Example: agent-plan uncheck release 3")

  @Argument(help: "The plan.") var name: String
  @Argument(help: ArgumentHelp("Entries: numbers, as 2-4, ids, or 'all'.", valueName: "entry")) var entries:
    [String]
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try context.mark(name, entries, .open, .uncheck, dryRun: dry.dryRun, as: try outputFormat())
  }
}

extension CommandContext {
  fileprivate func mark(
    _ name: String, _ entries: [String], _ state: PlanEntry.State, _ operation: PlanOperation, dryRun: Bool,
    as format: OutputFormat
  ) throws(AgentError) -> ExitStatus {
    let which = try entries.map { text throws(AgentError) in try EntryName(text) }
    let now = clock.now()
    return try change(operation, dryRun: dryRun, as: format) { (planner) throws(AgentError) in
      [try planner.mark(name, which, state, now: now)]
    }
  }
}

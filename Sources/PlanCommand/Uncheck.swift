import AgentCLI
import AgentCore
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan uncheck`
struct Uncheck: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "uncheck", abstract: "Say that entries are not done after all",
    discussion: "Example: agent-plan uncheck release 3")

  @OptionGroup var entries: EntryOperands
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let which = try entries.names()
    let now = context.clock.now()
    return try context.change(.uncheck, dryRun: dry.dryRun, as: try outputFormat()) {
      (planner) throws(AgentError) in
      [try planner.mark(entries.plan, which, .open, now: now)]
    }
  }
}

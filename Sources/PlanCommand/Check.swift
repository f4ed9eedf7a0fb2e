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

  @OptionGroup var entries: EntryOperands
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let which = try entries.names()
    let now = context.clock.now()
    return try context.change(.check, dryRun: dry.dryRun, as: try outputFormat()) {
      (planner) throws(AgentError) in
      [try planner.mark(entries.plan, which, .done, now: now)]
    }
  }
}

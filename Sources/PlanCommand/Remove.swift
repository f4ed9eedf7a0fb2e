import AgentCLI
import AgentCore
import AgentPlan
import ArgumentParser

/// `agent-plan remove`
struct Remove: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take entries out of a plan",
    discussion: """
      The plan itself is taken away by 'clear'.

      Example: agent-plan remove release 2
      """)

  @OptionGroup var entries: EntryOperands
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let which = try entries.names()
    return try context.change(.remove, dryRun: dry.dryRun, as: try outputFormat()) {
      (planner) throws(AgentError) in
      [try planner.remove(entries.plan, which)]
    }
  }
}

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

  @Argument(help: "The plan.") var name: String
  @Argument(help: ArgumentHelp("Entries: numbers, as 2-4, ids, or 'all'.", valueName: "entry")) var entries:
    [String]
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let which = try entries.map { text throws(AgentError) in try EntryName(text) }
    return try context.change(.remove, dryRun: dry.dryRun, as: try outputFormat()) {
      (planner) throws(AgentError) in
      [try planner.remove(name, which)]
    }
  }
}

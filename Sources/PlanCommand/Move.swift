import AgentCLI
import AgentCore
import AgentPlan
import ArgumentParser

/// `agent-plan move`
struct Move: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Put an entry elsewhere in its plan",
    discussion: "Example: agent-plan move release 3 1")

  @Argument(help: "The plan.") var name: String
  @Argument(help: ArgumentHelp("The entry: its number or its id.", valueName: "entry")) var entry: String
  @Argument(help: ArgumentHelp("Where it is to stand, from 1.", valueName: "position")) var position: Int
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let which = try EntryName(entry)
    return try context.change(.move, dryRun: dry.dryRun, as: try outputFormat()) {
      (planner) throws(AgentError) in
      [try planner.move(name, which, to: position)]
    }
  }
}

import AgentCLI
import AgentCore
import AgentPlan
import ArgumentParser

/// `agent-plan clear`
struct Clear: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Take a plan away, or all of them",
    discussion: """
      Examples:
        agent-plan clear release
        agent-plan clear -n
      """)

  @Argument(help: "The plan; all plans without it.") var name: String?
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try context.change(.clear, dryRun: dry.dryRun, as: try outputFormat()) { (planner) throws(AgentError) in
      try planner.clear(name)
    }
  }
}

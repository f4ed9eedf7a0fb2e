import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import ArgumentParser

/// `agent-plan list`
struct List: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List plans and how far they are",
    discussion: """
      A plan a line, with the number of entries that are done and of all. As records,
      the entries of each plan.

      Example: agent-plan list --all
      """)

  @Flag(help: "Those that are done, too.") var all = false
  @OptionGroup var null: NullOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let planner = try context.plans.read()
    let plans = all ? planner.plans : planner.openPlans
    if format.isMachine {
      try context.print(records: plans.flatMap(\.records), as: format)
    } else if null.null {
      for plan in plans { try context.output.text(plan.name + "\0") }
    } else {
      for plan in plans { try context.output.text(PlanLines.heading(plan) + "\n") }
    }
    return .done
  }
}

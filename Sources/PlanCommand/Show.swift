import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import ArgumentParser

/// `agent-plan show`
struct Show: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the entries of a plan",
    discussion: """
      Without NAME, of all plans that are not done.

      Example: agent-plan show release -j | jq -r 'select(.state == "open").title'
      """)

  @Argument(help: "The plan.") var name: String?
  @Flag(help: "Plans that are done, too.") var all = false
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let planner = try context.plans.read()
    let plans = try name.map { name throws(AgentError) in [try planner[name]] }
    let shown = plans ?? (all ? planner.plans : planner.openPlans)
    if format.isMachine {
      try context.print(records: shown.flatMap(\.records), as: format)
      return .done
    }
    for (index, plan) in shown.enumerated() {
      if name == nil {
        try context.output.text((index > 0 ? "\n" : "") + PlanLines.heading(plan) + "\n")
      }
      for line in PlanLines.entries(plan) { try context.output.text(line + "\n") }
    }
    return .done
  }
}

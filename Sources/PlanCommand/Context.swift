import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan context`
struct Context: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "context", abstract: "Print what a model should know of the plans",
    discussion: """
      The same plans give the same bytes. Exit status 1 when there is nothing to do.

      Example: agent-plan context --budget 500
      """)

  @Option(help: ArgumentHelp("At most so many tokens, estimated [2000].", valueName: "tokens")) var budget =
    2000
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    if budget < 1 { throw AgentError(.usage, "must be at least 1", object: "--budget") }
    let format = try outputFormat()
    let plans = try context.plans.read().openPlans
    if format.isMachine {
      try context.print(records: plans.flatMap(\.records), as: format)
    } else {
      try context.output.text(Terminal.sanitized(PlanContext(plans, budget: budget).text))
    }
    return plans.isEmpty ? .negative : .done
  }
}

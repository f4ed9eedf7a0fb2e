import AgentCLI
import AgentCore
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan add`
struct Add: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add entries to a plan",
    discussion: """
      Example: agent-plan add release "tell the users" --at 3
      """)

  @Argument(help: "The plan.") var name: String
  @Argument(help: ArgumentHelp("Titles of entries; '-' reads them.", valueName: "item")) var items: [String] =
    []
  @Option(help: ArgumentHelp("Where the first of them is to stand [at the end].", valueName: "n")) var at:
    Int?
  @OptionGroup var input: EntryInputOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if items.isEmpty { throw AgentError(.usage, "there is nothing to add", hint: "give titles, or '-'") }
    let entries = try input.entries(items, context)
    let now = context.clock.now()
    return try context.change(.add, dryRun: dry.dryRun, as: format) { (planner) throws(AgentError) in
      [try planner.add(name, entries, at: at, now: now)]
    }
  }
}

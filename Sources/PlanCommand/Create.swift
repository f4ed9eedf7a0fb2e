import AgentCLI
import AgentCore
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan create`
struct Create: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Begin a plan",
    discussion: """
      Each ITEM is an entry. With '-', entries are read from standard input: a line
      each, list marks and check boxes taken for what they are, or todo records. A
      plan of the same name is replaced when it is done, or with --replace.

      Examples:
        agent-plan create release "run the tests" "write the notes"
        agent-plan create release --replace - <todo.md
      """)

  @Argument(help: "The plan.") var name: String
  @Argument(help: ArgumentHelp("Titles of entries; '-' reads them.", valueName: "item")) var items: [String] =
    []
  @Flag(help: "Also in the place of a plan that is not done.") var replace = false
  @OptionGroup var input: EntryInputOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let entries = try input.entries(items, context)
    let now = context.clock.now()
    return try context.change(.create, dryRun: dry.dryRun, as: format) { (planner) throws(AgentError) in
      [try planner.create(name, entries, replacing: replace, now: now)]
    }
  }
}

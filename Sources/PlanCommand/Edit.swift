import AgentCLI
import AgentCore
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan edit`
struct Edit: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change what an entry says, or the name of a plan",
    discussion: """
      Examples:
        agent-plan edit release 2 "write the release notes"
        agent-plan edit release 2 --state doing
        agent-plan edit release --rename "release 1.2"
      """)

  @Argument(help: "The plan.") var name: String
  @Argument(help: ArgumentHelp("The entry: its number or its id.", valueName: "entry")) var entry: String?
  @Argument(help: ArgumentHelp("What it is called; words are joined by blanks.", valueName: "title"))
  var words: [String] = []
  @Option(help: "What it is called.") var title: String?
  @Option(help: "More about it.") var description: String?
  @Option(help: "open, doing or done.") var state: String?
  @Option(help: ArgumentHelp("The plan's new name.", valueName: "name")) var rename: String?
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if title != nil, !words.isEmpty {
      throw AgentError(.usage, "takes no title beside it", object: "--title")
    }
    let title = try (words.isEmpty ? title : words.joined(separator: " ")).map(PlanText.title)
    let saysEntry = title != nil || description != nil || state != nil
    if (entry != nil) != saysEntry || entry == nil && rename == nil {
      throw AgentError(
        .usage, entry == nil ? "no entry is named" : "nothing is to be changed", object: name,
        hint: "an ENTRY with a TITLE, --description or --state; or --rename")
    }
    let state = try state.map { word throws(AgentError) in
      if let state = PlanEntry.State(rawValue: word) { return state }
      throw AgentError(.usage, "unknown state '\(word)'", object: "--state", hint: "open, doing or done")
    }
    let description = try description.map(PlanText.description)
    let which = try entry.map { text throws(AgentError) in try EntryName(text) }
    let now = context.clock.now()
    return try context.change(which == nil ? .rename : .edit, dryRun: dry.dryRun, as: format) {
      (planner) throws(AgentError) in
      var plan = try planner[name]
      if let which {
        plan = try planner.edit(
          name, which, title: title, description: description, state: state, now: now)
      }
      if let rename { plan = try planner.rename(plan.name, to: rename) }
      return [plan]
    }
  }
}

import AgentCore
import AgentPlan
import ArgumentParser

/// A plan and some of its entries, as `check`, `uncheck` and `remove` take them.
struct EntryOperands: ParsableArguments {
  @Argument(help: ArgumentHelp("The plan.", valueName: "name")) var plan: String
  @Argument(help: ArgumentHelp("Entries: numbers, as 2-4, ids, or 'all'.", valueName: "entry"))
  var entries: [String]

  func names() throws(AgentError) -> [EntryName] {
    try entries.map { text throws(AgentError) in try EntryName(text) }
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory get`
struct Get: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print memories by name",
    discussion: "Example: agent-memory get 01k3 -j")

  @Argument(help: ArgumentHelp("Ids, beginnings of ids, or titles.", valueName: "id")) var names: [String]
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    guard let store = try context.memory() else { throw MemoryStore.missing(names[0]) }
    let entries = try store.database.read { try names.map { try store.resolve($0) } }
    if format.isMachine {
      try context.print(records: entries.map { .object($0.record()) }, as: format)
    } else {
      for entry in entries {
        if let title = entry.title { try context.output.text("\(Terminal.sanitized(title))\n\n") }
        try context.output.text("\(Terminal.sanitized(entry.text))\n")
      }
    }
    return .done
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import ArgumentParser

/// `agent-memory list`
struct List: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List memories, the newest first",
    discussion: "Example: agent-memory list --kind decision --limit 20")

  @Flag(help: "Superseded, edited, deleted and expired ones too.") var all = false
  @Flag(help: "Only pinned ones.") var pinned = false
  @Option(help: ArgumentHelp("Only those of this kind.", valueName: "kind")) var kind: String?
  @Option(help: "A scope with those above it [all].") var scope: String?
  @Option(help: ArgumentHelp("Only those made since: a time or a span as in 7d.", valueName: "when"))
  var since: String?
  @Option(help: ArgumentHelp("At most so many.", valueName: "n")) var limit: Int?
  @OptionGroup var null: NullOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    if let limit, limit < 0 { throw AgentError(.usage, "must not be negative", object: "--limit") }
    let format = try outputFormat()
    let kind = try context.kind(kind)
    let since = try context.past(since, "--since")
    let scopes = try scope.flatMap { try context.scopes($0) }
    var entries: [MemoryEntry] = []
    if let store = try context.memory() {
      let now = store.now()
      try store.database.read {
        try store.eachEntry(where: all ? "1" : "e.latest = 1 AND e.valid_to IS NULL") { entry in
          if !all, !entry.isLive(at: now) { return }
          if pinned, !entry.isPinned { return }
          if let kind, entry.kind != kind { return }
          if let since, entry.created < since { return }
          if let scopes, !scopes.contains(entry.scope) { return }
          entries.append(entry)
        }
      }
    }
    entries.sort { $0.created != $1.created ? $0.created > $1.created : $0.number > $1.number }
    if let limit { entries = Array(entries.prefix(limit)) }
    if format.isMachine {
      try context.print(records: entries.map { .object($0.record()) }, as: format)
    } else if null.null {
      for entry in entries { try context.output.text(entry.id + "\0") }
    } else {
      for entry in entries { try context.output.text(EntryText.line(entry) + "\n") }
    }
    return .done
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSystem
import ArgumentParser

/// `agent-memory edit`
struct Edit: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a memory; what it was stays in its history",
    discussion: """
      Without TEXT and without options the new text is read from standard input.

      Example:
        agent-memory edit 01k3 "The staging host is stage-3"
      """)

  @Argument(help: "Id, beginning of an id, or title.") var id: String
  @Argument(help: ArgumentHelp("The new text; words are joined by blanks.", valueName: "text"))
  var words: [String] = []
  @Option(help: "The new title; empty for none.") var title: String?
  @Option(help: "The new kind.") var kind: String?
  @Option(help: "The new scope.") var scope: String?
  @Option(help: ArgumentHelp("When it is over: a time, or a span as in 30d.", valueName: "when"))
  var expires: String?
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    var edit = MemoryStore.Edit()
    edit.title = title
    edit.kind = try context.kind(kind)
    edit.scope = try scope.map { name in
      try context.usage("--scope") { try MemoryScope.parse(name, workingDirectory: context.workingDirectory) }
    }
    edit.expires = try context.future(expires, "--expires")
    let hasOptions = title != nil || kind != nil || scope != nil || expires != nil
    if words == ["-"] || words.isEmpty && !hasOptions {
      let text = try context.readInput()
      edit.text = text.hasSuffix(bytes: "\n") ? String(text.dropLast()) : text
    } else if !words.isEmpty {
      edit.text = words.joined(separator: " ")
    }
    if let text = edit.text { try MemoryAddition(text: text).check() }
    let store = try context.memory(for: id)
    if dry.dryRun {
      let entry = try store.resolve(id)
      try context.tellRehearsal("would change \(entry.id)", format)
      return .done
    }
    let entry = try store.change { try store.edit(store.resolve(id), edit) }
    context.tell(change: "edited", ids: [entry.id])
    if format.isMachine { try context.print(records: [.object(entry.record())], as: format) }
    return .done
  }
}

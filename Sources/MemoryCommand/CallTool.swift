import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSession
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory --tool NAME`: the command as a tool of agent-turn, described in Resources/tools. One object
/// of arguments on standard input, the text on standard output.
struct CallTool: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Be a tool of agent-turn", shouldDisplay: false)

  @Argument(
    help: ArgumentHelp(
      "memory_add, memory_edit, memory_delete, memory_search, retrieved_memory or archive_turn.",
      valueName: "name"))
  var tool: String
  @OptionGroup var common: CommonOptions

  /// So much of a provider is taken, agent-context(5): what is longer would be cut within an entry.
  private static let contextLimit = 8 << 10

  /// Of a text longer than this a search gives the passage that was found.
  private static let wholeLimit = 4_000

  func run(in context: CommandContext) throws -> ExitStatus {
    if tool == ArchiveTurn.name {
      try ArchiveTurn.run(in: context)
      return .done
    }
    ParentWatch.start()
    let arguments = try ToolArguments(from: context)
    switch tool {
    case "memory_add": try add(arguments, context)
    case "memory_edit": try edit(arguments, context)
    case "memory_delete": try delete(arguments, context)
    case "memory_search": try search(arguments, context)
    case "retrieved_memory": try retrieve(arguments, context)
    default:
      throw AgentError(
        .usage, "no such tool", object: tool,
        hint:
          "one of memory_add, memory_edit, memory_delete, memory_search, retrieved_memory, archive_turn")
    }
    return .done
  }

  private func add(_ arguments: ToolArguments, _ context: CommandContext) throws {
    var addition = MemoryAddition(text: try arguments.text("content"))
    addition.title = arguments.optionalText("title")
    addition.kind = try arguments["kind"]?.string.flatMap { try context.kind($0) }
    addition.key = arguments.optionalText("key")
    addition.session = context.environment["AGENT_SESSION"]
    addition.source = "manual"
    try addition.check()
    let store = try context.memoryForWriting()
    let scope = try MemoryScope.parse(
      arguments["scope"]?.string ?? MemoryScope.global, workingDirectory: context.workingDirectory)
    let receipt = try store.change { try store.add([addition], scope: scope) }[0]
    context.tell([receipt])
    let what = receipt.operation == .noop ? "Known already" : "Memory added"
    try context.output.text("\(what): \(receipt.id)\n")
    if !receipt.superseded.isEmpty {
      try context.output.text("It takes the place of \(receipt.superseded.joined(separator: ", ")).\n")
    }
    if !receipt.similar.isEmpty {
      try context.output.text("Nearly the same: \(receipt.similar.joined(separator: ", ")).\n")
    }
  }

  private func edit(_ arguments: ToolArguments, _ context: CommandContext) throws {
    let name = try arguments.text("memory_id")
    var edit = MemoryStore.Edit()
    edit.text = try arguments.text("content")
    try MemoryAddition(text: edit.text ?? "").check()
    let store = try context.memory(for: name)
    let entry = try store.change { try store.edit(store.resolve(name), edit) }
    context.tell(change: "edited", ids: [entry.id])
    try context.output.text("Memory edited: \(entry.id)\n")
  }

  private func delete(_ arguments: ToolArguments, _ context: CommandContext) throws {
    let name = try arguments.text("memory_id")
    let store = try context.memory(for: name)
    let id = try store.change {
      let entry = try store.resolve(name)
      try store.delete(entry)
      return entry.id
    }
    context.tell(change: "deleted", ids: [id])
    try context.output.text("Memory deleted: \(id)\n")
  }

  private func search(_ arguments: ToolArguments, _ context: CommandContext) throws {
    var hits: [MemoryHit] = []
    if let store = try context.memory() {
      let settings = try MemorySettings(store)
      var query = MemoryQuery(try arguments.text("query"))
      query.limit = min(max(arguments["limit"]?.int ?? 10, 1), 100)
      query.usesRecency = arguments["recent_is_better"]?.bool ?? false
      query.scopes = try context.scopes(arguments["scope"]?.string)
      query.weights = settings.weights
      hits = try store.database.read { try MemorySearch(store).results(for: query).hits }
    }
    if hits.isEmpty { return try context.output.text("No memories found.\n") }
    for hit in hits {
      let isLong = hit.entry.text.utf8.count > Self.wholeLimit
      try context.output.text(MemoryContext.block(hit.entry, passage: isLong ? hit.passage : nil))
    }
  }

  /// The context provider: what belongs to what the session is about; nothing is nothing. A store that is busy
  /// for long is passed over: a turn must not fail for it.
  private func retrieve(_ arguments: ToolArguments, _ context: CommandContext) throws {
    let session = context.environment["AGENT_SESSION"]
    do {
      var texts = ["query", "input", "prompt"].compactMap { arguments[$0]?.string }
      if texts.isEmpty, let session {
        texts = try SessionQuestion.texts(
          of: session, in: SessionStore(context.runtime, clock: context.clock))
      }
      // What the session's own turns came to stands in its context already.
      let found = try MemoryContext.gathered(
        texts.first ?? "", earlier: Array(texts.dropFirst()), budget: nil, bytes: Self.contextLimit,
        scope: nil, vectors: nil,
        excluding: { $0.kind == .turnSummary && $0.session != nil && $0.session == session }, context)
      try context.output.text(found.text)
    } catch let error as AgentError where error.exitCode == .temporary {
      context.diagnostics.note("passed over: \(error)")
    }
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser
import Glibc

/// `agent-memory context`
struct Context: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "context",
    abstract: "Print what a model should know, within a budget of tokens",
    discussion: """
      Pinned memories come first, then what is found for the QUERY; one that does
      not fit is passed over. Exit status 1 when there is nothing.

      Example:
        agent-memory context --budget 1000 "which host do we stage on"
      """)

  @Argument(help: ArgumentHelp("What is being talked about; words are joined by blanks.", valueName: "query"))
  var words: [String] = []

  @Option(help: ArgumentHelp("At most so many tokens, estimated [max_tokens, 3000].", valueName: "tokens"))
  var budget: Int?
  @Option(
    help: ArgumentHelp(
      "What was said before, the last first; each counts half of the one behind it. May be repeated.",
      valueName: "text"))
  var earlier: [String] = []
  @Option(help: "A scope with those above it, or 'all' [the repository's, and global].") var scope: String?
  @OptionGroup var vectors: EmbedderOptions
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    if let budget, budget < 1 { throw AgentError(.usage, "must be at least 1", object: "--budget") }
    let text = words == ["-"] ? try context.readInput() : words.joined(separator: " ")
    let found = try MemoryContext.gathered(
      text, earlier: earlier, budget: budget, scope: scope, vectors: vectors, context)
    let format = try outputFormat()
    if format.isMachine {
      try context.print(records: found.entries.map { .object($0.record()) }, as: format)
    } else {
      try context.output.text(Terminal.sanitized(found.text))
    }
    return found.entries.isEmpty ? .negative : .done
  }
}

extension MemoryContext {
  /// - Parameters:
  ///   - text: the question; empty for pinned entries alone.
  ///   - bytes: how long it may be, beside the budget.
  ///   - excluding: says of what is found whether it is passed over.
  static func gathered(
    _ text: String, earlier: [String] = [], budget: Int?, bytes: Int = .max, scope: String?,
    vectors: EmbedderOptions?,
    excluding: (MemoryEntry) -> Bool = { _ in false }, _ context: CommandContext
  ) throws -> MemoryContext {
    let scopes = try context.scopes(scope)
    guard let store = try context.memory() else {
      return MemoryContext()
    }
    let settings = try MemorySettings(store)
    return try store.database.read {
      var hits: [MemoryHit] = []
      if !text.allSatisfy(\.isWhitespace) {
        var query = MemoryQuery(text)
        var weight: Float = 1
        let step = Float(exp2(-1 / (settings["half_life_steps"].double ?? 1)))
        for more in earlier {
          weight *= step
          query.texts.append((more, weight))
        }
        query.scopes = scopes
        query.usesRecency = true
        query.limit = 40
        query.weights = settings.weights
        let embedder = try vectors?.embedder(context, settings)
        let result = try MemorySearch(store, embedder: embedder).results(for: query)
        for notice in result.notices { context.diagnostics.note(notice) }
        hits = result.hits.filter { !excluding($0.entry) }
      }
      return MemoryContext(
        budget: budget ?? settings["max_tokens"].int ?? 3000, bytes: bytes,
        pinned: try store.pinnedEntries(scopes: scopes),
        found: hits, tokenizer: store.index.tokenizer)
    }
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory search`
struct Search: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find memories, best first",
    discussion: """
      Exit status 1 when nothing is found. With --batch, questions are read from
      standard input, {"id", "query", "scope"?, "k"?} a line, and each is
      answered by {"type":"result", "id", "results":[{"id", "score"}]}.

      Examples:
        agent-memory search "which host do we stage on" -k 3
        agent-memory search -j tea | jq -r .text
      """)

  @Argument(help: ArgumentHelp("The question; words are joined by blanks.", valueName: "query"))
  var words: [String] = []

  @Flag(help: "Answer questions from standard input.") var batch = false
  @OptionGroup var options: SearchOptions
  @OptionGroup var vectors: EmbedderOptions
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    if batch, !words.isEmpty { throw AgentError(.usage, "takes no question beside it", object: "--batch") }
    if batch { return try runBatch(context) }
    let text = words.isEmpty || words == ["-"] ? try context.readInput() : words.joined(separator: " ")
    if text.allSatisfy(\.isWhitespace) { throw AgentError(.usage, "the question is empty") }
    let format = try outputFormat()
    let store = try context.memory()
    let settings = try MemorySettings(store)
    let query = try options.query(text, context, settings)
    var result = MemoryResult()
    if let store {
      let embedder = try vectors.embedder(context, settings)
      result = try store.database.read { try MemorySearch(store, embedder: embedder).results(for: query) }
    }
    for notice in result.notices { context.diagnostics.note(notice) }
    try print(result, context, format)
    return result.hits.isEmpty ? .negative : .done
  }

  private func print(_ result: MemoryResult, _ context: CommandContext, _ format: OutputFormat) throws {
    if format.isMachine {
      let more: JSONObject =
        options.explain || !result.notices.isEmpty
        ? ["legs": .array(result.legs.map(JSON.string))] : [:]
      let records = result.hits.map { hit in
        var record = hit.record(explained: options.explain)
        record.append(contentsOf: more)
        return JSON.object(record)
      }
      return try context.print(records: records, as: format)
    }
    for hit in result.hits {
      let score = MemoryHit.number((hit.score * 1000).rounded() / 1000).text
      try context.output.text("\(score)  \(EntryText.line(hit.entry, passage: hit.passage))\n")
      if options.explain {
        try context.output.text("       \(JSON.object(hit.record(explained: true))["explain"]?.text ?? "")\n")
      }
    }
    if options.explain, !result.hits.isEmpty {
      context.diagnostics.note("legs: \(result.legs.joined(separator: ", "))")
    }
  }

  private func runBatch(_ context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let store = try context.memory()
    let settings = try MemorySettings(store)
    let stream = InputStream()
    var questions: [(id: JSON, query: MemoryQuery)] = []
    while let line = try stream.next() {
      let value = try stream.parse(line)
      guard let id = value["id"], id.string != nil || id.int != nil, let text = value["query"]?.string else {
        throw stream.located(AgentError(.badData, "needs the members 'id' and 'query'"), line)
      }
      do {
        var query = try options.query(text, context, settings)
        if let scope = value["scope"]?.string { query.scopes = try context.scopes(scope) }
        if let count = value["k"], !count.isNull {
          guard let number = count.int, (1...10_000).contains(number) else {
            throw AgentError(.badData, "'k' must be from 1 to 10000")
          }
          query.limit = number
        }
        questions.append((id, query))
      } catch let error as AgentError where value["k"] != nil || value["scope"] != nil {
        throw stream.located(AgentError(.badData, error.message, hint: error.hint), line)
      }
    }
    var told: Set<String> = []
    var records: [JSON] = []
    func answer(_ search: MemorySearch?) throws {
      for (id, query) in questions {
        let result = try search?.results(for: query) ?? MemoryResult()
        for notice in result.notices where told.insert(notice).inserted { context.diagnostics.note(notice) }
        records.append([
          "type": "result", "v": 1, "id": id,
          "results": .array(
            result.hits.map { ["id": .string($0.entry.id), "score": MemoryHit.number($0.score)] }),
          "legs": .array(result.legs.map(JSON.string)),
        ])
      }
    }
    if let store {
      let embedder = try vectors.embedder(context, settings)
      // Printed when all has been read: a slow reader must not keep the log from being emptied.
      try store.database.read {
        try answer(
          questions.isEmpty ? nil : MemorySearch(store, embedder: embedder, learns: questions.count > 8))
      }
    } else {
      try answer(nil)
    }
    try context.print(records: records, as: format == .json ? .json : .ndjson)
    return .done
  }
}

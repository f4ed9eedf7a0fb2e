import AgentCLI
import AgentCore
import AgentIndex
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session search`: through everything that was said in all sessions.
struct Search: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find turns by what was said in them, best first",
    discussion: """
      Any text is a question. Exit status 1 when nothing is found. With -j each turn
      is a document record, which agent-turn and agent-memory take.

      Examples:
        agent-session search "disk full" --role tool --since 7d
        agent-session search -j "release notes" | agent-turn "What did we decide?"
      """)

  @Argument(help: ArgumentHelp("What to look for; words are joined by blanks.", valueName: "query"))
  var words: [String] = []

  @Option(help: ArgumentHelp("Only what was said since: a time, or a span as in 7d.", valueName: "when"))
  var since: String?

  @Option(help: ArgumentHelp("Only what was said before: a time or a span.", valueName: "when"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Only what user, assistant, reasoning, tool, notice or title says; may be repeated.", valueName: "role"),
    completion: .list(Passage.Role.allCases.map(\.rawValue)))
  var role: [String] = []

  @Option(
    help: ArgumentHelp("Only in this session; may be repeated.", valueName: "session"), completion: .session()
  )
  var session: [String] = []

  @Option(help: ArgumentHelp("At most so many turns.", valueName: "n"))
  var limit = 10

  @OptionGroup var null: NullOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let query = try query(context)
    let store = context.sessions
    let result = try SessionSearch(store, file: IndexFile(context.runtime)).results(for: query)
    for notice in result.notices { context.diagnostics.note(notice) }
    let sink = RecordSink(format, context.output)
    if format == .text {
      try printText(result.hits, context)
      try context.output.flush()
    } else {
      for hit in result.hits { try sink.add(hit.record) }
    }
    var results = OperandResults(
      count: result.hits.count + result.unreadable.count + 1, in: context, to: sink)
    for failure in result.unreadable { try results.add(failure) }
    try results.finish()
    return results.status == .done && result.hits.isEmpty ? .negative : results.status
  }

  private func query(_ context: CommandContext) throws -> SearchQuery {
    if limit < 1 || limit > 10_000 { throw AgentError(.usage, "must be from 1 to 10000", object: "--limit") }
    var text = words.joined(separator: " ")
    if words.isEmpty || words == ["-"] {
      text = try context.readInput(limit: SearchQuery.textLimit)
    }
    if text.allSatisfy(\.isWhitespace) { throw AgentError(.usage, "the question is empty") }
    if text.utf8.count > SearchQuery.textLimit {
      throw AgentError(.tooLarge, "the question is longer than \(SearchQuery.textLimit >> 10) KiB")
    }
    var query = SearchQuery(text)
    query.limit = limit
    if !role.isEmpty { query.roles = Set(try role.map(Self.role)) }
    if !session.isEmpty {
      query.sessions = Set(try session.map { name throws(AgentError) in try context.sessions.resolve(name) })
    }
    query.since = try since.map { text throws(AgentError) in try context.past(text, "--since") }
    query.until = try until.map { text throws(AgentError) in try context.past(text, "--until") }
    return query
  }

  private static func role(_ name: String) throws(AgentError) -> Passage.Role {
    if let role = Passage.Role(rawValue: name) { return role }
    let names = Passage.Role.allCases.map(\.rawValue).joined(separator: ", ")
    throw AgentError(.usage, "'\(name)' is no role", object: "--role", hint: "one of \(names)")
  }

  private func printText(_ hits: [SearchHit], _ context: CommandContext) throws {
    if null.null {
      var printed: Set<String> = []
      for hit in hits where printed.insert(hit.session).inserted {
        try context.output.text(hit.session + "\0")
      }
      return
    }
    let writer = SearchText(colored: context.mayColor(1))
    for hit in hits { try context.output.text(writer.text(of: hit)) }
  }
}

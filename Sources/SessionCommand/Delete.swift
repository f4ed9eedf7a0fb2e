import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session delete`
struct Delete: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete sessions",
    discussion: """
      A session in which a turn runs is left (75). On a terminal it asks first.

      Example:
        agent-session delete --yes 20260102T030405.678Z-1a2b
      """)

  @Argument(help: "Ids, beginnings of ids, 'latest', '@-N' or titles.", completion: .session())
  var sessions: [String]

  @OptionGroup var yes: YesOption
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    var results = OperandResults(count: sessions.count)
    // Names such as @-1 mean what they meant when the command was given.
    var ids: [String] = []
    for name in sessions {
      try results.attempt(context) { () throws(AgentError) in
        let id = try context.sessions.resolve(name)
        if !ids.contains(id) { ids.append(id) }
      }
    }
    var sink = RecordSink(try outputFormat(), context.output)
    for id in ids {
      try results.attempt(context) { () throws(AgentError) in try delete(id, context, &sink) }
    }
    if try outputFormat() != .text { try sink.finish() }
    return results.status
  }

  private func delete(_ id: String, _ context: CommandContext, _ sink: inout RecordSink)
    throws(AgentError)
  {
    if dry.dryRun {
      context.diagnostics.note("would delete \(id)")
      return
    }
    if !yes.yes, context.mayAsk, !confirmed(id, context) { return }
    try context.sessions.delete(id)
    if try outputFormat() != .text {
      try sink.add(["type": "session.deleted", "v": 1, "id": .string(id)])
    }
  }

  private func confirmed(_ id: String, _ context: CommandContext) -> Bool {
    let title = (try? context.sessions.summary(id).title).flatMap(\.self)
    let name = title.map { "\(id) (\(Terminal.sanitized($0)))" } ?? id
    return Question.ask("delete \(name)?")
  }
}

/// Several operands, each done though another failed: 0, the one failure's code, or 2.
struct OperandResults {
  private let count: Int
  private var failures: [AgentError] = []

  init(count: Int) { self.count = count }

  /// Runs `body`; what it throws is told and counted, unless it was the only thing to do.
  mutating func attempt(_ context: CommandContext, _ body: () throws(AgentError) -> Void) throws(AgentError) {
    do throws(AgentError) {
      try body()
    } catch {
      if count == 1 || error.code == .outputClosed { throw error }
      context.diagnostics.error(error)
      failures.append(error)
    }
  }

  var status: ExitStatus {
    if failures.isEmpty { return .done }
    return failures.count < count ? .partial : failures[0].exitCode
  }
}

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
    let sink = RecordSink(try outputFormat(), context.output)
    var results = OperandResults(count: sessions.count, in: context, to: sink)
    // Names such as @-1 mean what they meant when the command was given.
    var ids: [String] = []
    for name in sessions {
      try results.attempt { () throws(AgentError) in
        let id = try context.sessions.resolve(name)
        if !ids.contains(id) { ids.append(id) }
      }
    }
    var isDone = true
    // Whatever ends this, what has gone is forgotten.
    defer { context.forget(ids) }
    for id in ids {
      var isGone = false
      try results.attempt { () throws(AgentError) in
        if try delete(id, context, sink) { isGone = !dry.dryRun } else { isDone = false }
      }
      if isGone, sink.isForMachines {
        try sink.add(["type": "session.deleted", "v": 1, "id": .string(id)])
      }
    }
    try results.finish()
    return results.status == .done && !isDone ? .negative : results.status
  }

  /// - Returns: false when the person who was asked said no.
  private func delete(_ id: String, _ context: CommandContext, _ sink: RecordSink) throws(AgentError) -> Bool
  {
    if dry.dryRun {
      try context.tellRehearsal("would delete \(id)", to: sink)
      return true
    }
    if !yes.yes, context.mayAsk, !confirmed(id, context) {
      context.diagnostics.note("\(id): nothing was deleted")
      return false
    }
    try context.sessions.delete(id)
    return true
  }

  private func confirmed(_ id: String, _ context: CommandContext) -> Bool {
    let title = (try? context.sessions.summary(id).title).flatMap(\.self)
    let name = title.map { "\(id) (\(Terminal.sanitized($0)))" } ?? id
    return Question.ask("delete \(name)?")
  }
}

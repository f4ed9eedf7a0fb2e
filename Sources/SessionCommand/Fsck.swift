import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import ArgumentParser

/// `agent-session fsck`
struct Fsck: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "fsck",
    abstract: "Check logs, and mend them",
    discussion: """
      Exit status 0: all sound, or mended; 1: something is wrong. --repair keeps
      the damaged log beside the mended one, as ID.ndjson.damaged.

      Example:
        agent-session fsck --repair
      """)

  @Argument(help: "Ids, 'latest', '@-N', titles or paths [all sessions].", completion: .session())
  var sessions: [String] = []

  @Flag(help: "Write a sound log where one is damaged.")
  var repair = false

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let names = sessions.isEmpty ? try context.sessions.ids() : sessions
    let sink = RecordSink(try outputFormat(), context.output)
    var results = OperandResults(count: names.count, in: context, to: sink)
    var isSound = true
    for name in names {
      try results.attempt { () throws(AgentError) in
        if try !check(try context.log(name), context, sink) { isSound = false }
      }
    }
    try results.finish()
    if results.status != .done { return results.status }
    return isSound ? .done : .negative
  }

  /// Whether the log is sound, if need be after mending.
  private func check(_ log: NamedLog, _ context: CommandContext, _ sink: RecordSink)
    throws(AgentError) -> Bool
  {
    let found = try LogCheck(path: log.path, session: log.id, blobs: context.sessions.blobs)
    var kept: String?
    if repair, found.problems.contains(where: \.isRepairable) {
      guard let id = log.id else {
        throw AgentError(.usage, "only sessions can be mended", object: log.name, hint: "import the file")
      }
      if dry.dryRun {
        context.diagnostics.note("would mend \(id)")
      } else {
        kept = try context.sessions.repair(id)
      }
    }
    try tell(log, found, kept, context, sink)
    return found.problems.isEmpty || (kept != nil && found.problems.allSatisfy(\.isRepairable))
  }

  private func tell(
    _ log: NamedLog, _ found: LogCheck, _ kept: String?, _ context: CommandContext, _ sink: RecordSink
  ) throws(AgentError) {
    if try outputFormat() == .text {
      for problem in found.problems { try context.output.text("\(log.name): \(problem.text)\n") }
      if let kept { try context.output.text("\(log.name): mended; the damaged log is \(kept)\n") }
      if found.problems.isEmpty { context.diagnostics.verbose("\(log.name): \(found.records) events, sound") }
      return
    }
    try sink.add([
      "type": "fsck", "v": 1, "id": JSON(log.id), "path": .string(log.path),
      "records": .int(found.records), "sound": .bool(found.problems.isEmpty),
      "problems": .array(found.problems.map(\.json)), "repaired": .bool(kept != nil), "kept": JSON(kept),
    ])
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session prune`: deletes whole sessions by rules, and the blobs that no log names any more.
struct Prune: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete old sessions, and what no session needs any more",
    discussion: """
      A session goes when one of --older, --max-bytes and --empty says so; the newest
      of --keep stay, and with --keep alone all others go. One in which a turn runs is
      left. Blobs that no log names go when they are a day old; without a rule nothing
      else does. On a terminal it asks first.

      Examples:
        agent-session prune -n --older 90d --keep 100
        agent-session prune --empty --yes
      """)

  @Option(
    help: ArgumentHelp("Those without an event since: a time, or a span as in 30d.", valueName: "when"))
  var older: String?

  @Option(help: ArgumentHelp("So many of the newest stay, whatever else is asked for.", valueName: "n"))
  var keep: Int?

  @Option(
    help: ArgumentHelp("The oldest until the logs have no more bytes: as in 500M or 2G.", valueName: "size"))
  var maxBytes: String?

  @Flag(help: "Those in which nothing was said.")
  var empty = false

  @OptionGroup var null: NullOption
  @OptionGroup var yes: YesOption
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let sink = RecordSink(try outputFormat(), context.output)
    let rules = try rules(context)
    let listing = try context.sessions.listing()
    let chosen = rules == PruneRules() ? [] : rules.chosen(from: listing.sessions)
    var results = OperandResults(
      count: chosen.count + listing.unreadable.count + 1, in: context, to: sink)
    for failure in listing.unreadable { try results.add(failure) }
    if dry.dryRun {
      try rehearse(chosen, context, sink)
      try results.finish()
      return results.status
    }
    if !chosen.isEmpty, !yes.yes, context.mayAsk, !Question.ask("delete \(Self.text(chosen))?") {
      context.diagnostics.note("nothing was deleted")
      return .negative
    }
    let gone = try delete(chosen, context, sink, &results)
    let sweep = BlobSweep(context.sessions)
    let blobs = try sweep.remove(try sweep.unreferenced())
    try tell(gone, blobs, context, sink)
    try results.finish()
    return results.status
  }

  private func rules(_ context: CommandContext) throws -> PruneRules {
    var rules = PruneRules()
    rules.olderThan = try older.map { text throws(AgentError) in try context.past(text, "--older") }
    if let keep, keep < 0 { throw AgentError(.usage, "must not be negative", object: "--keep") }
    rules.keep = keep
    rules.empty = empty
    if let maxBytes {
      guard let bytes = ByteSize.parse(maxBytes) else {
        throw AgentError(
          .usage, "'\(maxBytes)' is no number of bytes", object: "--max-bytes", hint: "as in 500M or 2G")
      }
      rules.maximumBytes = bytes
    }
    return rules
  }

  /// - Returns: those that were deleted.
  private func delete(
    _ sessions: [SessionSummary], _ context: CommandContext, _ sink: RecordSink,
    _ results: inout OperandResults
  ) throws -> [SessionSummary] {
    var gone: [SessionSummary] = []
    // Whatever ends this, what has gone is forgotten.
    defer { context.forget(sessions.map(\.id)) }
    for session in sessions {
      var isGone = false
      try results.attempt { () throws(AgentError) in isGone = try delete(session, context) }
      if !isGone { continue }
      gone.append(session)
      if sink.isForMachines {
        try sink.add([
          "type": "session.deleted", "v": 1, "id": .string(session.id), "title": JSON(session.title),
          "bytes": .int(session.bytes),
        ])
      } else {
        try context.output.text(null.null ? session.id + "\0" : Self.line(session) + "\n")
      }
    }
    return gone
  }

  /// - Returns: false for one that stays, or that somebody else has deleted.
  private func delete(_ session: SessionSummary, _ context: CommandContext) throws(AgentError) -> Bool {
    do throws(AgentError) {
      if try context.sessions.delete(session.id, ifUnchangedSince: session.modified) { return true }
      context.diagnostics.note("\(session.id): stays: it was used meanwhile")
    } catch {
      if error.code == .sessionMissing { return false }
      if error.code != .sessionBusy { throw error }
      context.diagnostics.note("\(session.id): stays: \(error.message)")
    }
    return false
  }

  private func tell(
    _ gone: [SessionSummary], _ blobs: [BlobSweep.Blob], _ context: CommandContext, _ sink: RecordSink
  ) throws {
    if sink.isForMachines {
      return try sink.add([
        "type": "session.pruned", "v": 1, "sessions": .int(gone.count),
        "bytes": .int(gone.reduce(0) { $0 + $1.bytes }), "blobs": .int(blobs.count),
        "blob_bytes": .int(blobs.reduce(0) { $0 + $1.bytes }),
      ])
    }
    try context.output.flush()
    context.diagnostics.note("deleted \(Self.text(gone)) and \(Self.text(blobs))")
  }

  private func rehearse(_ chosen: [SessionSummary], _ context: CommandContext, _ sink: RecordSink) throws {
    for session in chosen { try context.tellRehearsal("would delete \(Self.line(session))", to: sink) }
    let blobs = try BlobSweep(context.sessions).unreferenced(without: Set(chosen.map(\.id)))
    try context.tellRehearsal("would delete \(Self.text(chosen)) and \(Self.text(blobs))", to: sink)
  }

  private static func line(_ session: SessionSummary) -> String {
    let title = session.title.map { "  \(Terminal.line($0))" } ?? ""
    return "\(session.id)\(title)"
  }

  private static func text(_ sessions: [SessionSummary]) -> String {
    let bytes = ByteSize.format(sessions.reduce(0) { $0 + $1.bytes })
    return "\(sessions.count) session\(sessions.count == 1 ? "" : "s") (\(bytes))"
  }

  private static func text(_ blobs: [BlobSweep.Blob]) -> String {
    let bytes = ByteSize.format(blobs.reduce(0) { $0 + $1.bytes })
    return "\(blobs.count) blob\(blobs.count == 1 ? "" : "s") (\(bytes))"
  }
}

import AgentCLI
import AgentCore
import AgentFiles
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session undo`
struct Undo: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back the changes that a turn's tools made to files",
    discussion: """
      Of the last turn that changed files and has not been undone; called again,
      of the one before. Files that somebody else has changed since are told and
      refused (65): nothing is done then, unless --force is given.

      Example:
        agent-session undo -n latest
      """)

  @OptionGroup var operand: SessionArgument

  @Flag(help: "Restore files that were changed since, too.")
  var force = false

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(operand.session)
    guard try newest(id, context, tells: true) != nil else {
      context.diagnostics.note("\(id): no turn has changed files, or all were undone")
      try tell([], nil, context)
      return .negative
    }
    // Nobody's tools change files meanwhile; a killed turn gets its end.
    let lock =
      dry.dryRun ? nil : try TurnLock.acquire(id, in: context.sessions, until: .after(milliseconds: 0))
    defer { withExtendedLifetime(lock) {} }
    // Somebody may have done it by now.
    guard let changes = try newest(id, context, tells: false) else { return .negative }
    let run = UndoRun(id, changes, context, force: force)
    let files = try run.look()
    let refused = files.filter { $0.refusal != nil }
    let isDone = refused.isEmpty && !dry.dryRun
    if isDone { try run.restore(files) }
    var failure: AgentError?
    if let first = refused.first {
      let more = refused.count > 1 ? " and \(refused.count - 1) more" : ""
      failure = AgentError(
        .badData, "turn \(changes.turn) was not undone: \(first.path)\(more): \(first.refusal ?? "")",
        object: id,
        hint: refused.allSatisfy(\.yieldsToForce) ? "--force restores them all the same" : nil)
    }
    try tell(files.map { $0.row(isDone: isDone) }, failure, context)
    return failure?.exitCode ?? .done
  }

  /// What the last turn with known changes has changed. Turns of which not all is known are told, since what they
  /// did is not taken back.
  private func newest(_ id: String, _ context: CommandContext, tells: Bool) throws(AgentError) -> TurnChanges?
  {
    let turns = try TurnChanges.all(of: id, in: context.sessions)
    let found = turns.lastIndex { !$0.changes.isEmpty }
    for turn in turns[(found ?? 0)...] where tells {
      guard let gap = turn.gap else { continue }
      context.diagnostics.note("turn \(turn.turn): what its tools changed is not all known: \(gap)")
    }
    return found.map { turns[$0] }
  }

  /// A line or record for each file; a failure is the last of the records.
  private func tell(_ rows: [Row], _ failure: AgentError?, _ context: CommandContext) throws(AgentError) {
    let sink = RecordSink(try outputFormat(), context.output)
    for row in rows {
      if sink.isForMachines {
        try sink.add(.object(row.record))
      } else {
        try context.output.text(row.text + "\n")
      }
    }
    if let failure {
      context.diagnostics.error(failure)
      if sink.isForMachines { try sink.add(failure.record) }
    }
    if sink.isForMachines { try sink.finish() }
  }
}

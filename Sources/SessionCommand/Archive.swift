import AgentCLI
import AgentCore
import AgentSession
import ArgumentParser

/// `agent-session archive`
struct Archive: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Drop from the log what a compaction has replaced",
    discussion: """
      One event, session.archived, stands in place of those that go; all that
      follow stay as they are, and so does input that no turn has taken. Exit
      status 0 also when there is nothing to drop.

      Example:
        agent-session archive latest
      """)

  @OptionGroup var operand: SessionArgument
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(operand.session)
    let found = dry.dryRun ? try context.sessions.archivable(id) : try context.sessions.archive(id)
    guard let archive = found else {
      context.diagnostics.note("\(id): nothing to archive: no compaction has replaced any event")
      return .done
    }
    let events = "events \(archive.range.lowerBound) to \(archive.range.upperBound)"
    if dry.dryRun {
      try context.tellRehearsal("would archive \(events) of \(id)", try outputFormat())
      return .done
    }
    if try outputFormat() == .text {
      context.diagnostics.note("\(id): archived \(events), \(max(0, archive.bytes)) bytes less")
    } else if let line = archive.line {
      try context.output.line(line)
    }
    return .done
  }
}

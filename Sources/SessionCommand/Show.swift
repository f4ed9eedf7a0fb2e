import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import ArgumentParser

/// `agent-session show`: reads a log in any state and says what it could not read.
struct Show: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what was said and done",
    discussion: """
      Formats: text, md, json (one object with all events), ndjson (the log's
      own lines). A path to a log works in place of a session.

      Example:
        agent-session show latest --turn 2
      """)

  @Argument(
    help: ArgumentHelp("Id, 'latest', '@-N', title or path [latest].", valueName: "session"),
    completion: .session())
  var session: String?

  @Option(help: ArgumentHelp("Only this turn.", valueName: "n"))
  var turn: Int?

  @OptionGroup var common: CommonOptions

  func outputFormat() throws(AgentError) -> OutputFormat {
    try common.outputFormat([.text, .md, .markdown, .json, .ndjson])
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    let log = try context.log(session)
    let format = try outputFormat()
    var shown = Shown()
    switch format {
    case .ndjson: shown = try printLines(log, context)
    case .json: shown = try printValue(log, context)
    default: shown = try printTranscript(log, format, context)
    }
    try context.output.flush()
    context.tellDamage(shown.state, in: log)
    if shown.count == 0, shown.state.hasSoundRecord {
      context.diagnostics.note(
        "\(log.name): " + (turn.map { "there is no turn \($0)" } ?? "nothing was said yet"))
    }
    return .done
  }

  /// What was printed, and the log that it was printed from.
  private struct Shown {
    /// Lines, events or entries.
    var count = 0
    var state = LogState()
  }

  private func printLines(_ log: NamedLog, _ context: CommandContext) throws -> Shown {
    var reader = try SessionReader(path: log.path)
    var shown = Shown()
    while let record = try reader.next() {
      if !record.isSound {
        shown.state.damaged += 1
      } else if turn == nil || record.turn == turn {
        shown.count += 1
        try context.output.line(record.bytes)
      }
    }
    shown.state.records = reader.recordCount
    shown.state.missing = reader.missingCount
    return shown
  }

  private func printValue(_ log: NamedLog, _ context: CommandContext) throws -> Shown {
    var reader = try SessionReader(path: log.path)
    var summary = SessionSummary(id: log.name)
    var events: [JSON] = []
    var shown = Shown()
    while let record = try reader.next() {
      summary.add(record)
      guard let value = record.json() else {
        shown.state.damaged += 1
        continue
      }
      if turn == nil || record.turn == turn { events.append(value) }
    }
    if let id = log.id { summary = try context.sessions.summary(id) }
    var object = summary.record.object ?? [:]
    object.append("events", .array(events))
    try context.output.record(.object(object))
    shown.count = events.count
    shown.state.records = reader.recordCount
    shown.state.missing = reader.missingCount
    return shown
  }

  private func printTranscript(_ log: NamedLog, _ format: OutputFormat, _ context: CommandContext) throws
    -> Shown
  {
    var transcript = try Transcript(path: log.path, blobs: context.sessions.blobs, turn: turn)
    var writer: any TranscriptWriter =
      format == .text
      ? TextTranscript(colored: context.mayColor(1), verbose: common.verbose) : MarkdownTranscript()
    var shown = Shown()
    while let entry = try transcript.next() {
      shown.count += 1
      try context.output.text(writer.text(of: entry))
    }
    // The event that says so is written by the next turn; a reader only shows it.
    if let id = log.id, case let summary = try context.sessions.summary(id), summary.state == "killed",
      turn == nil || turn == summary.openTurn
    {
      let entry = TranscriptEntry.failure(code: "killed", "its process ended before the turn did")
      try context.output.text(writer.text(of: entry))
    }
    shown.state = transcript.state
    return shown
  }
}

/// Spells the entries of a transcript one after the other.
protocol TranscriptWriter {
  mutating func text(of entry: TranscriptEntry) -> String
}

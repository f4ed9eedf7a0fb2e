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
    let damaged =
      switch format {
      case .ndjson: try printLines(log, context)
      case .json: try printValue(log, context)
      default: try printTranscript(log, format, context)
      }
    context.tellDamage(damaged, in: log)
    return .done
  }

  private func printLines(_ log: NamedLog, _ context: CommandContext) throws -> Int {
    var reader = try SessionReader(path: log.path)
    var damaged = 0
    while let record = try reader.next() {
      if !record.isIntact {
        damaged += 1
      } else if turn == nil || record.turn == turn {
        try context.output.line(record.bytes)
      }
    }
    return damaged
  }

  private func printValue(_ log: NamedLog, _ context: CommandContext) throws -> Int {
    var reader = try SessionReader(path: log.path)
    var summary = SessionSummary(id: log.name)
    var events: [JSON] = []
    var damaged = 0
    while let record = try reader.next() {
      summary.add(record)
      guard let value = record.json() else {
        damaged += 1
        continue
      }
      if turn == nil || record.turn == turn { events.append(value) }
    }
    if let id = log.id { summary = try context.sessions.summary(id) }
    var object = summary.record.object ?? [:]
    object.append("events", .array(events))
    try context.output.record(.object(object))
    return damaged
  }

  private func printTranscript(_ log: NamedLog, _ format: OutputFormat, _ context: CommandContext) throws
    -> Int
  {
    var transcript = try Transcript(path: log.path, blobs: context.sessions.blobs, turn: turn)
    var writer: any TranscriptWriter =
      format == .text
      ? TextTranscript(colored: context.mayColor(1), verbose: common.verbose) : MarkdownTranscript()
    while let entry = try transcript.next() { try context.output.text(writer.text(of: entry)) }
    return transcript.damagedCount
  }
}

/// Spells the entries of a transcript one after the other.
protocol TranscriptWriter {
  mutating func text(of entry: TranscriptEntry) -> String
}

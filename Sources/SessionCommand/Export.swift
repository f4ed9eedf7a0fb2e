import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import ArgumentParser

/// `agent-session export`
struct Export: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a session for other programs",
    discussion: """
      Formats: ndjson (the log's own lines, the default), seed (the JSON array of
      codex-agent-framework), md.

      Example:
        agent-session export latest > session.ndjson
      """)

  @Argument(
    help: ArgumentHelp("Id, 'latest', '@-N', title or path [latest].", valueName: "session"),
    completion: .session())
  var session: String?

  @OptionGroup var common: CommonOptions

  func outputFormat() throws(AgentError) -> OutputFormat {
    try common.outputFormat([.ndjson, .seed, .md, .markdown], default: .ndjson)
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    let log = try context.log(session)
    var damaged = 0
    switch try outputFormat() {
    case .seed:
      let messages = try SeedExport.messages(
        path: log.path, session: log.id ?? log.name, blobs: context.sessions.blobs)
      try context.output.text(messages.prettyText + "\n")
      damaged = try countDamage(log)
    case .ndjson:
      var reader = try SessionReader(path: log.path)
      while let record = try reader.next() {
        if record.isIntact { try context.output.line(record.bytes) } else { damaged += 1 }
      }
    default:
      var transcript = try Transcript(path: log.path, blobs: context.sessions.blobs)
      var writer = MarkdownTranscript()
      while let entry = try transcript.next() { try context.output.text(writer.text(of: entry)) }
      damaged = transcript.damagedCount
    }
    context.tellDamage(damaged, in: log)
    return .done
  }

  private func countDamage(_ log: NamedLog) throws -> Int {
    var reader = try SessionReader(path: log.path)
    var damaged = 0
    while let record = try reader.next() {
      if !record.isIntact { damaged += 1 }
    }
    return damaged
  }
}

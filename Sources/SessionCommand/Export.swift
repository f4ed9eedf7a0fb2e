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
      codex-agent-framework), md. The log's lines may name blobs, which are not
      part of them.

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
    let state = try readState(of: log)
    if !state.hasSoundRecord {
      throw AgentError(
        log.id == nil ? .badData : .sessionDamaged, "no sound line: this is no session log", object: log.name,
        hint: log.id.map { "try 'agent-session fsck \($0)'" })
    }
    switch try outputFormat() {
    case .seed:
      let messages = try SeedExport.messages(
        path: log.path, session: log.id ?? log.name, blobs: context.sessions.blobs)
      try context.output.text(messages.prettyText + "\n")
    case .ndjson: try printLines(log, context)
    default:
      var transcript = try Transcript(path: log.path, blobs: context.sessions.blobs)
      var writer = MarkdownTranscript()
      while let entry = try transcript.next() { try context.output.text(writer.text(of: entry)) }
    }
    context.tellDamage(state, in: log)
    return .done
  }

  private func printLines(_ log: NamedLog, _ context: CommandContext) throws {
    var blobs: Set<String> = []
    var reader = try SessionReader(path: log.path)
    while let record = try reader.next() {
      if !record.isSound { continue }
      blobs.formUnion(record.blobDigests())
      try context.output.line(record.bytes)
    }
    if blobs.isEmpty { return }
    context.diagnostics.verbose(
      "\(log.name): \(blobs.count) blob\(blobs.count == 1 ? " is" : "s are") not part of it (copy 'blobs' too)"
    )
  }

  /// Looks through the log before anything is printed of it.
  private func readState(of log: NamedLog) throws -> LogState {
    var reader = try SessionReader(path: log.path)
    var state = LogState()
    while let record = try reader.next() {
      if !record.isSound { state.damaged += 1 }
    }
    state.records = reader.recordCount
    return state
  }
}

import AgentCLI
import AgentCore
import AgentSession
import ArgumentParser

/// `agent-session new`: scripts rely on the bare id.
struct New: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make an empty session and print its id",
    discussion: """
      Example:
        id=$(agent-session new --title 'Release notes')
      """)

  @Option(help: "Title of the session.")
  var title: String?

  func validate() throws { try SessionTitle.validate(title) }

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    if dry.dryRun {
      try context.tellRehearsal("would make a session in \(context.runtime.path)", try outputFormat())
      return .done
    }
    let id = try context.sessions.create(title: title, workingDirectory: context.workingDirectory)
    try context.printSession(id, try outputFormat())
    return .done
  }
}

extension CommandContext {
  /// The session's record, or in text its bare id.
  func printSession(_ id: String, _ format: OutputFormat) throws(AgentError) {
    if format == .text {
      try output.text(id + "\n")
    } else {
      try output.record(try sessions.summary(id).record)
    }
  }
}

import AgentCLI
import AgentCore
import AgentSession
import ArgumentParser

/// `agent-session rename`
struct Rename: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give a session a title",
    discussion: """
      Works while a turn runs.

      Example:
        agent-session rename latest 'Release notes'
      """)

  @Argument(help: "Id, beginning of an id, 'latest', '@-N' or title.", completion: .session())
  var session: String

  @Argument(help: "The new title; several words are joined.")
  var title: [String]

  func validate() throws { try SessionTitle.validate(title.joined(separator: " ")) }

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(session)
    let title = title.joined(separator: " ")
    if dry.dryRun {
      try context.tellRehearsal("would rename \(id) to '\(title)'", try outputFormat())
      return .done
    }
    let event = try context.sessions.rename(id, to: title)
    if let event, try outputFormat() != .text { try context.output.line(event.line) }
    return .done
  }
}

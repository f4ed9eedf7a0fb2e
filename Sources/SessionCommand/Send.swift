import AgentCLI
import AgentCore
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session send`: puts input into the queue and never runs a turn.
struct Send: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Queue input for the running or the next turn",
    discussion: """
      Prints the input's id once it is on disk. Without text, or with '-', the
      text is read from standard input.

      Example:
        agent-session send latest 'and mention the date'
      """)

  @Argument(help: "Id, beginning of an id, 'latest', '@-N' or title.", completion: .session())
  var session: String

  @Argument(help: "The text; several words are joined.")
  var text: [String] = []

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(session)
    var words = text.joined(separator: " ")
    if text.isEmpty || words == "-" {
      let given = try context.readInput(limit: 1 << 30)
      words = given.hasSuffix(bytes: "\n") ? String(given.dropLast()) : given
    }
    if words.isEmpty { throw AgentError(.usage, "there is no text to send") }
    if dry.dryRun {
      try context.tellRehearsal("would queue \(words.utf8.count) bytes in \(id)", try outputFormat())
      return .done
    }
    let input = QueuedInput(id: InputID.make(), text: words)
    let appended = try SessionLog(id, store: context.sessions).append([input.event], durability: .power)
    if try outputFormat() == .text {
      try context.output.text(input.id + "\n")
    } else {
      for event in appended { try context.output.line(event.line) }
    }
    return .done
  }
}

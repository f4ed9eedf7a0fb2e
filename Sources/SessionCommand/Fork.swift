import AgentCLI
import AgentCore
import AgentSession
import ArgumentParser

/// `agent-session fork`
struct Fork: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "fork",
    abstract: "Copy a session into a new one and print its id",
    discussion: """
      Its title says that it is a fork. Input that waits for a turn stays with the
      original.

      Example:
        agent-session fork latest --at 12
      """)

  @Argument(help: "Id, beginning of an id, 'latest', '@-N' or title.", completion: .session())
  var session: String

  @Option(help: ArgumentHelp("Copy the events up to this number only.", valueName: "seq"))
  var at: Int?

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(session)
    if dry.dryRun {
      try context.sessions.requireFork(id, at: at)
      try context.tellRehearsal(
        "would fork \(id)" + (at.map { " up to event \($0)" } ?? ""), try outputFormat())
      return .done
    }
    let made = try context.sessions.fork(id, at: at)
    try context.printSession(made, try outputFormat())
    return .done
  }
}

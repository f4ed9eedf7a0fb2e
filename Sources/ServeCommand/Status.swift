import AgentCLI
import AgentCore
import AgentServe
import AgentServer
import AgentSystem
import ArgumentParser

/// `agent-serve status`
struct Status: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell whether a server runs, and where",
    discussion: """
      Exit status 1 when there is none.

      Example: agent-serve status --format json
      """)

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let running = BackgroundServer(context: context).running
    try context.print(running?.row ?? Stop.absent, as: try outputFormat())
    return running == nil ? .negative : .done
  }
}

import AgentCLI
import AgentCore
import AgentServe
import AgentServer
import AgentSystem
import ArgumentParser

/// `agent-serve start`
struct Start: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Serve in the background",
    discussion: """
      Its messages are in logs/serve.log. Nothing is done where one runs already.

      Example:
        agent-serve start --listen 127.0.0.1:8765
      """)

  @OptionGroup var options: ServeOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    // What is wrong is told here and not in a log.
    _ = try options.serverOptions(in: context)
    let server = BackgroundServer(context: context)
    if dry.dryRun {
      try context.tellRehearsal(
        server.running == nil ? "would start a server" : "a server runs already", format)
      return .done
    }
    try context.print(try server.start(options.arguments(in: context)).row, as: format)
    return .done
  }
}

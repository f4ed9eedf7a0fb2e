import AgentCLI
import AgentCore
import AgentServe
import AgentServer
import AgentSystem
import ArgumentParser

/// `agent-serve restart`
struct Restart: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "End the server and start it anew",
    discussion: """
      With the options that it had, where none are given. Turns that run go on,
      and who follows events goes on where it was.

      Example: agent-serve restart
      """)

  @OptionGroup var options: ServeOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    _ = try options.serverOptions(in: context)
    let server = BackgroundServer(context: context)
    if dry.dryRun {
      try context.tellRehearsal("would start the server anew", format)
      return .done
    }
    try context.print(try server.restart(options.arguments(in: context)).row, as: format)
    return .done
  }
}

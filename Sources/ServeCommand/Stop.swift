import AgentCLI
import AgentCore
import AgentJSON
import AgentServe
import AgentServer
import AgentSystem
import ArgumentParser

/// `agent-serve stop`
struct Stop: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "End the server",
    discussion: """
      Turns that run go on. Exit status 1 when there is none.

      Example: agent-serve stop
      """)

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let server = BackgroundServer(context: context)
    if dry.dryRun {
      guard let running = server.running else { return .negative }
      try context.tellRehearsal("would end process \(running.process.pid)", format)
      return .done
    }
    guard let stopped = try server.stop() else {
      try context.print(Self.absent, as: format)
      return .negative
    }
    try context.print(
      Row(
        "server", ["running": false, "pid": .int(Int(stopped.process.pid))],
        text: "ended process \(stopped.process.pid)"), as: format)
    return .done
  }

  static let absent = Row("server", ["running": false], text: "no server runs")
}

import AgentCLI
import AgentCore
import AgentJSON
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

/// `agent-serve token`
struct Token: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Print the token that clients over TCP show",
    discussion: """
      It is made where there is none.

      Example:
        curl -H "Authorization: Bearer $(agent-serve token)" http://127.0.0.1:8765/status
      """)

  @Option(help: ArgumentHelp("File of the token [serve.token].", valueName: "file"), completion: .file())
  var tokenFile: String?
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let file = TokenFile(tokenFile.map(context.absolute), runtime: context.runtime)
    if dry.dryRun {
      try context.tellRehearsal("would print \(file.path), and make it where it is missing", format)
      return .done
    }
    try context.runtime.prepare()
    let token = try file.read()
    try context.print(Row("token", ["token": .string(token)], text: token), as: format)
    return .done
  }
}

public import AgentCLI
public import AgentCore
import AgentJSON
import AgentServe
import AgentServer
import AgentSystem
public import ArgumentParser

/// `agent-serve`: the other commands over HTTP. Without a verb it serves, in the foreground.
public struct AgentServeRoot: AgentCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-serve",
    abstract: "Answer HTTP with what the other commands do and tell",
    discussion: """
      Serves in the foreground until it is told to end; 'start' does so in the
      background. By default on a UNIX socket that only you may open. What a turn
      does goes on when the server ends.

      Examples:
        agent-serve
        agent-serve start --listen 127.0.0.1:8765
        agent-serve --idle-exit 30m
      """,
    version: Version.line("agent-serve"),
    subcommands: [
      Start.self, Stop.self, Restart.self, Status.self, Token.self, OpenAPICommand.self, Install.self,
      Uninstall.self,
    ])

  @OptionGroup var options: ServeOptions
  @OptionGroup public var common: CommonOptions

  public init() {}

  public var stopsOnSignals: Bool { true }

  public func outputFormat() throws(AgentError) -> OutputFormat { try common.outputFormat() }

  public func run(in context: CommandContext) throws -> ExitStatus {
    ProcessEnvironment.protectSecrets()
    let format = try outputFormat()
    let server = Server(
      try options.serverOptions(in: context), routes: try options.routes(in: context),
      runtime: context.runtime, environment: context.environment, version: Version.number,
      clock: context.clock)
    try server.run(until: context.cancellation) { file in
      if format.isMachine {
        try context.output.record(file.record)
        try context.output.flush()
      } else {
        context.diagnostics.note(
          "answers at \([file.socket, file.url].compactMap(\.self).joined(separator: " and "))")
      }
    }
    // SIGTERM is how a service manager ends it, and nothing has failed then.
    if case .signal(let number) = context.cancellation.reason, number != 15 {
      throw AgentError(context.cancellation.reason ?? .signal(number))
    }
    return .done
  }
}

extension ServeFile {
  /// As it is printed.
  var record: JSON {
    var object: JSONObject = ["type": "server", "v": 1, "running": true]
    for member in json.object ?? [:] where member.key != "start" { object.append(member.key, member.value) }
    return .object(object)
  }

  var row: Row {
    let object = record.object ?? [:]
    let text = (["running, process \(process.pid)"] + [socket, url].compactMap(\.self)).joined(
      separator: "\n")
    return Row("server", JSONObject(object.members.filter { $0.key != "type" && $0.key != "v" }), text: text)
  }
}

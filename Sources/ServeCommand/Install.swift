import AgentCLI
import AgentCore
import AgentJSON
import AgentServe
import AgentServer
import AgentSystem
import ArgumentParser

/// `agent-serve install`
struct Install: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Have systemd start the server for who asks first",
    discussion: """
      Writes a socket and a service of the user's systemd and enables the socket;
      with --now it listens at once. With -n, the units are printed and nothing is
      changed.

      Examples:
        agent-serve install --now
        agent-serve install --listen 127.0.0.1:8765 -n
      """)

  @Flag(help: "Listen at once.") var now = false
  @OptionGroup var options: ServeOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let server = try options.serverOptions(in: context)
    let socket = server.socket ?? context.runtime.file("serve.sock")
    let files = try ServiceUnits(
      program: ProcessEnvironment.executable() ?? "agent-serve", runtime: context.runtime.path,
      path: context.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", socket: socket,
      arguments: server.arguments
    ).files()
    let units = UserUnits(context)
    let paths = files.map { units.path($0.name) }
    if dry.dryRun {
      try context.print(
        zip(files, paths).map {
          Row("server.unit", ["path": .string($1), "text": .string($0.text)], text: "# \($1)\n\($0.text)")
        }, as: format)
      return .done
    }
    try context.runtime.prepare()
    try units.write(files)
    var isActive = false
    let isManaged = units.hasManager
    if isManaged {
      try units.systemctl("daemon-reload")
      isActive = try units.systemctl("enable", ServiceUnits.socket)
      if now {
        // What runs already has the socket.
        _ = try BackgroundServer(context: context).stop()
        isActive = try units.systemctl("restart", ServiceUnits.socket)
      }
    }
    let linger = units.lingerCommand
    var members: JSONObject = [
      "by": "systemd", "paths": .array(paths.map(JSON.string)), "active": .bool(isActive && now),
      "enabled": .bool(isActive),
    ]
    members.append("linger", ifPresent: linger.map(JSON.string))
    try context.print(Row("server.installed", members, text: paths.joined(separator: "\n")), as: format)
    try context.output.flush()
    if !isActive {
      context.diagnostics.note(
        "the socket is not open yet: systemctl --user daemon-reload && "
          + "systemctl --user enable --now \(ServiceUnits.socket)")
    }
    if let linger {
      context.diagnostics.note("it rests while you are not logged in, unless you say: \(linger)")
    }
    return .done
  }
}

/// `agent-serve uninstall`
struct Uninstall: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Take away what 'install' has set up",
    discussion: """
      With --now a server that runs is ended, too. Exit status 1 when there is
      nothing.

      Example: agent-serve uninstall --now
      """)

  @Flag(help: "End what runs.") var now = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let units = UserUnits(context)
    let names = ServiceUnits.names.filter { Files.exists(units.path($0)) }
    if names.isEmpty { return .negative }
    if dry.dryRun {
      try context.tellRehearsal("would remove \(names.joined(separator: " and "))", format)
      return .done
    }
    let isManaged = units.hasManager
    if isManaged {
      for name in names { try units.systemctl("disable", name) }
      if now { try units.systemctl("stop", ServiceUnits.socket, ServiceUnits.service) }
    }
    if now { _ = try BackgroundServer(context: context).stop() }
    try units.remove(names)
    if isManaged { try units.systemctl("daemon-reload") }
    try context.print(
      Row("server.uninstalled", ["by": ["systemd"]], text: "removed from systemd"), as: format)
    return .done
  }
}

import AgentCLI
import AgentCore
import AgentModel
import AgentSystem
import ArgumentParser

/// Starts the local model's server, or tells of the one that runs.
struct ModelServeCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Start the local model's server in the background",
    discussion: """
      It listens on loopback with a random key, is shared by all commands, and ends by itself when it is not
      used. agent-turn starts it on demand.

      Example: agent-config model serve --idle-exit 1h
      """)

  @Option(name: .long, help: ArgumentHelp("The installed model to serve.", valueName: "name"))
  var model: String?

  @Option(
    name: .long,
    help: ArgumentHelp("End after so long without requests [local_idle_exit].", valueName: "time"))
  var idleExit: String?

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    var settings = try LocalModel.Settings(context.configuration())
    if let model { settings.name = model }
    if let idleExit {
      guard let milliseconds = Duration.parse(idleExit), milliseconds > 0 else {
        throw AgentError(
          .usage, "'\(idleExit)' is not a duration", object: "--idle-exit", hint: "as in 30s, 10m, 2h")
      }
      settings.idleExitMilliseconds = milliseconds
    }
    let local = LocalModel(
      runtime: context.runtime, data: DataDirectory(environment: context.environment),
      environment: context.environment, settings: settings)
    if dryRun.dryRun, local.running() == nil {
      let name = try local.installation.model(named: settings.name).name
      context.diagnostics.note("would start \(name)")
      return .done
    }
    _ = try local.ensureRunning { context.diagnostics.note($0) }
    guard let state = local.running() else {
      throw AgentError(.missingTool, "the local model ended as soon as it had started", object: local.logFile)
    }
    try context.print(LocalModelRow.server(state), as: try outputFormat())
    return .done
  }
}

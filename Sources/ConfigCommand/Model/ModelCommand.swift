import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSystem
import ArgumentParser

/// The verbs about models.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Choose a model; install and run the local one",
    subcommands: [
      ModelListCommand.self, ModelUseCommand.self, ModelProbeCommand.self, ModelInstallCommand.self,
      ModelServeCommand.self, ModelStopCommand.self, ModelStatusCommand.self,
    ])
}

extension LocalModel {
  /// The local model as this run's settings have it.
  /// - Parameter settings: those, where they have been read, and what is wrong in them told.
  init(_ context: CommandContext, _ settings: Configuration? = nil) throws(AgentError) {
    let settings = if let settings { settings } else { try context.configuration() }
    self.init(
      runtime: context.runtime, data: DataDirectory(environment: context.environment),
      environment: context.environment, settings: try Settings(settings))
  }
}

/// How the local model's server is shown. Its key is not: it is in the state file.
enum LocalModelRow {
  static func server(_ state: LocalModelState) -> Row {
    Row(
      "model",
      [
        "name": .string(state.model), "running": true, "pid": .int(Int(state.process.pid)),
        "base_url": .string("\(state.url)/v1"), "context": .int(state.contextTokens),
        "threads": .int(state.threads),
      ],
      text: "local model \(state.model), pid \(state.process.pid), \(state.url)/v1")
  }
}

import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import ArgumentParser

/// Writes into the settings which model answers.
struct ModelUseCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "Choose the model that answers",
    discussion: """
      NAME is an installed model, 'local' for the installation's own choice, or any other name for a model
      of an endpoint.

      Examples:
        agent-config model use local
        agent-config model use gpt-5.4 --provider responses
      """)

  @Argument(help: "The model.")
  var name: String

  @Option(name: .long, help: ArgumentHelp("How to speak to the endpoint.", valueName: "provider"))
  var provider: String?

  @Option(name: .long, help: ArgumentHelp("Prefix of the endpoint.", valueName: "url"))
  var baseURL: String?

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let file = ConfigurationFile(context.runtime)
    let installed = LocalModelInstallation(DataDirectory(environment: context.environment)).models
    var words: [String] = []
    if provider == nil, baseURL == nil, name == "local" || installed.contains(where: { $0.name == name }) {
      words = ["provider=local", "local_model=\(name == "local" ? "null" : name)"]
    } else {
      words = ["model=\(name)"]
      if let provider { words.append("provider=\(provider)") }
      if let baseURL { words.append("base_url=\(baseURL)") }
      // A remote model is not the local one's, so that choice must not stay in force.
      if provider == nil, try file.read()["provider"]?.string == "local" { words.append("provider=null") }
    }
    let assignments = try Assignments.parse(words)
    if !dryRun.dryRun {
      try SettingChange.write(in: context) { Assignments.apply(assignments, to: &$0) }
    }
    let rows = assignments.map { key, value in
      Row(
        "setting", ["key": .string(key.name), "value": value],
        text: "\(key.name): \(SettingText.bare(value))")
    }
    try context.print(rows, as: try outputFormat())
    return .done
  }
}

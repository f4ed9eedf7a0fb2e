import AgentCLI
import AgentCore
import AgentJSON
import ArgumentParser

/// The value in force of one setting, or of all.
struct GetCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print one setting, or all of them; keys are hidden",
    discussion: "Example: agent-config get model")

  @Argument(help: "The setting; all of them when it is left out.", completion: settingNames)
  var key: String?

  @Option(name: .long, help: ArgumentHelp("With the settings of a profile.", valueName: "name"))
  var profile: String?

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let settings = try context.configuration(profile: profile)
    if let key {
      let key = try SettingText.key(key)
      let value = SettingText.shown(settings[key.name], of: key)
      switch format {
      case .json: try context.output.record(value)
      case .ndjson: try context.print(row(key, value, settings), as: format)
      default: try context.output.text(SettingText.bare(value) + "\n")
      }
      return .done
    }
    let shown = ConfigurationKey.all.map { ($0, SettingText.shown(settings[$0.name], of: $0)) }
    if format == .json {
      try context.output.record(
        .object(JSONObject(shown.map { JSONObject.Member(key: $0.0.name, value: $0.1) })))
    } else {
      try context.print(shown.map { row($0.0, $0.1, settings) }, as: format)
    }
    return .done
  }

  private func row(_ key: ConfigurationKey, _ value: JSON, _ settings: Configuration) -> Row {
    Row(
      "setting",
      ["key": .string(key.name), "value": value, "layer": .string(settings.layer(of: key.name).rawValue)],
      text: "\(key.name): \(SettingText.bare(value))")
  }
}

/// The names of the settings, for completion in the shell.
let settingNames = CompletionKind.list(ConfigurationKey.all.map(\.name))

import AgentCLI
import AgentCore
import AgentJSON
import ArgumentParser

/// Which layer decides a setting, and what every layer says.
struct ExplainCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Tell where the value of a setting comes from",
    discussion: "Example: agent-config explain model")

  @Argument(help: "The setting.", completion: settingNames)
  var key: String

  @Option(name: .long, help: ArgumentHelp("With the settings of a profile.", valueName: "name"))
  var profile: String?

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let key = try SettingText.key(key)
    let layers = try context.configuration(profile: profile).explain(key).map {
      (layer: $0.layer.rawValue, source: $0.source, value: SettingText.shown($0.value, of: key))
    }
    let format = try outputFormat()
    if format == .ndjson {
      try context.print(
        layers.enumerated().map { index, layer in
          Row("setting", members(layer, of: key, inForce: index == 0), text: "")
        }, as: format)
      return .done
    }
    let rows = layers.enumerated().map { index, layer in
      [index == 0 ? "*" : " ", layer.layer, layer.source, SettingText.bare(layer.value)]
    }
    let explanation = Row(
      "explanation",
      [
        "key": .string(key.name), "value": layers[0].value, "layer": .string(layers[0].layer),
        "kind": .string(key.kind.name), "summary": .string(key.summary),
        "environment": .string(key.environmentName),
        "layers": .array(layers.map { .object(members($0)) }),
      ],
      text: ([
        "\(key.name): \(SettingText.bare(layers[0].value))", "  \(key.summary) (\(key.kind.name))",
      ] + aligned(rows)).joined(separator: "\n"))
    try context.print(explanation, as: format)
    return .done
  }

  private func members(
    _ layer: (layer: String, source: String, value: JSON), of key: ConfigurationKey? = nil,
    inForce: Bool? = nil
  ) -> JSONObject {
    var members = JSONObject()
    members.append("key", ifPresent: key.map { .string($0.name) })
    members.append("layer", .string(layer.layer))
    members.append("source", .string(layer.source))
    members.append("value", layer.value)
    members.append("in_force", ifPresent: inForce.map(JSON.bool))
    return members
  }
}

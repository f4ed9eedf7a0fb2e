import AgentCore
import AgentJSON

/// How settings are shown.
enum SettingText {
  /// What stands for the value of a key that is secret, where it has one.
  static let hidden: JSON = "(hidden)"

  /// The value as `get` may show it.
  static func shown(_ value: JSON, of key: ConfigurationKey) -> JSON {
    key.isSecret && !value.isNull ? hidden : value
  }

  /// A string as it is, anything else as JSON.
  static func bare(_ value: JSON) -> String { value.string ?? value.text }

  /// The key of that name; 78 with a near match when there is none.
  static func key(_ name: String) throws(AgentError) -> ConfigurationKey {
    if let key = ConfigurationKey.named(name) { return key }
    throw AgentError(
      .config, "unknown setting", object: name,
      hint: NearMatch.hint(name, in: ConfigurationKey.all.map(\.name)) ?? "agent-config get")
  }
}

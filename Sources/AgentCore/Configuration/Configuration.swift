public import AgentJSON
import AgentSystem

/// The settings of one run and where each came from.
///
/// Precedence: option, environment (`AGENT_*`), project (`.agent/config.json`, data only), user
/// (`agent_config.json`, after `--profile`), default.
public struct Configuration: Sendable {
  public enum Layer: String, Sendable, CaseIterable {
    case option, environment, project, profile, user
    case builtIn = "default"
  }

  /// One layer that names a key.
  public struct Setting: Sendable, Equatable {
    public let layer: Layer
    /// `--set`, the variable's name or the file's path.
    public let source: String
    public let value: JSON
  }

  /// What each layer says, strongest first.
  private let layers: [(layer: Layer, source: String, values: JSONObject)]
  /// Things in the files that were passed over, each worth a line to the user.
  public let notices: [String]

  public init(
    options: JSONObject = [:], environment: JSONObject = [:],
    project: (path: String, values: JSONObject)? = nil,
    profile: (name: String, values: JSONObject)? = nil, user: (path: String, values: JSONObject)? = nil,
    notices: [String] = []
  ) {
    var layers: [(Layer, String, JSONObject)] = [
      (.option, "command line", options), (.environment, "environment", environment),
    ]
    if let project { layers.append((.project, project.path, project.values)) }
    if let profile { layers.append((.profile, "profile \(profile.name)", profile.values)) }
    if let user { layers.append((.user, user.path, user.values)) }
    self.layers = layers
    self.notices = notices
  }

  // MARK: - Reading

  /// Every layer that sets `key`, strongest first; the last is the default. A null sets nothing: the next
  /// layer decides.
  public func explain(_ key: ConfigurationKey) -> [Setting] {
    var settings = layers.compactMap { layer -> Setting? in
      guard let value = layer.values[key.name], !value.isNull else { return nil }
      let source = layer.layer == .environment ? key.environmentName : layer.source
      return Setting(layer: layer.layer, source: source, value: value)
    }
    settings.append(Setting(layer: .builtIn, source: "built in", value: key.defaultValue))
    return settings
  }

  /// The value in force for a key of the table.
  public subscript(name: String) -> JSON {
    for layer in layers {
      if let value = layer.values[name], !value.isNull { return value }
    }
    return ConfigurationKey.named(name)?.defaultValue ?? .null
  }

  /// The layer that decides `name`.
  public func layer(of name: String) -> Layer {
    layers.first { $0.values[name].map { !$0.isNull } ?? false }?.layer ?? .builtIn
  }

  public func string(_ name: String) throws(AgentError) -> String? { try checked(name).string }
  public func int(_ name: String) throws(AgentError) -> Int? { try checked(name).int }
  public func bool(_ name: String) throws(AgentError) -> Bool { try checked(name).bool ?? false }

  public func money(_ name: String) throws(AgentError) -> Money? { Money(try checked(name)) }

  /// The entries of a table, each an object; a null takes an entry out.
  public func table(_ name: String) throws(AgentError) -> [(name: String, members: JSONObject)] {
    (try checked(name).object ?? [:]).compactMap { entry in
      entry.value.object.map { (entry.key, $0) }
    }
  }

  /// A time span in milliseconds.
  public func duration(_ name: String) throws(AgentError) -> Int? {
    try checked(name).string.flatMap(Duration.parse)
  }

  private func checked(_ name: String) throws(AgentError) -> JSON {
    let value = self[name]
    if let key = ConfigurationKey.named(name), let reason = key.refusal(of: value) {
      let found = key.isSecret ? value.typeName : value.text
      throw AgentError(
        layer(of: name) == .option ? .usage : .config, "\(reason), not \(found)", object: name,
        hint: "agent-config explain \(name)")
    }
    return value
  }
}

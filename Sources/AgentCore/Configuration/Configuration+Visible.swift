public import AgentJSON

extension Configuration {
  /// The settings that code of the user's own may see, as `AGENT_CONFIG`: none that holds or fetches a key.
  public var visible: JSONObject {
    var settings = JSONObject()
    for key in ConfigurationKey.all where !key.isSecret && !Self.withheld.contains(key.name) {
      settings.append(key.name, self[key.name])
    }
    return settings
  }

  private static let withheld: Set = ["key_command", "profiles"]
}

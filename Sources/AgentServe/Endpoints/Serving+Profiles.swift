import AgentCore
import AgentJSON

extension Serving {
  /// The names of the settings' profiles.
  func profiles() throws(AgentError) -> [String] {
    let setting = try output(of: ["agent-config", "get", "profiles", "--format", "json"], accepted: [1])
    return (try? JSON(parsing: setting))?.object?.keys.sorted() ?? []
  }

  /// A profile that is not there is the client's mistake, and none of the configuration.
  func requireProfile(_ name: String) throws(AgentError) {
    let profiles = try profiles()
    if profiles.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return }
    throw AgentError(
      .badRequest, "no such profile", object: "profile", hint: NearMatch.hint(name, in: profiles))
  }
}

public import AgentCore
public import AgentJSON

/// The servers of the setting `mcp_servers`.
public struct MCPConfigurations: Sendable {
  /// By name.
  public let servers: [MCPServerConfiguration]
  /// A server whose settings are wrong is left out; each is one line to the user.
  public let problems: [AgentError]

  /// - Parameter setting: the value of `mcp_servers`: an object, or null where there is none.
  public init(_ setting: JSON) {
    var servers: [MCPServerConfiguration] = []
    var problems: [AgentError] = []
    var seen: Set<String> = []
    for member in (setting.object ?? [:]).members.reversed() where seen.insert(member.key).inserted {
      do throws(AgentError) {
        servers.append(try MCPServerConfiguration(name: member.key, member.value))
      } catch {
        problems.append(error)
      }
    }
    self.servers = servers.sorted { $0.name < $1.name }
    self.problems = problems.reversed()
  }

  /// - Throws: 66 for a server that is not there, 78 for one whose settings are wrong.
  public func server(_ name: String) throws(AgentError) -> MCPServerConfiguration {
    if let server = servers.first(where: { $0.name == name }) { return server }
    if let problem = problems.first(where: { $0.object?.hasPrefix("mcp_servers.\(name)") == true }) {
      throw problem
    }
    throw AgentError(
      .inputMissing, "no such MCP server", object: name,
      hint: NearMatch.hint(name, in: servers.map(\.name)) ?? "try 'agent-tool mcp list'")
  }
}

import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTools

/// How a server is told: what it is and what it may do, without the values of variables and headers, which hold
/// keys.
enum MCPText {
  static func members(_ server: MCPServerConfiguration) -> JSONObject {
    var members: JSONObject = ["name": .string(server.name), "enabled": .bool(server.isEnabled)]
    switch server.transport {
    case .stdio(let command, let variables, let directory):
      members.append("transport", "stdio")
      members.append("command", .array(command.map(JSON.string)))
      members.append("env", .array(variables.keys.map(JSON.string)))
      members.append("cwd", ifPresent: directory.map(JSON.string))
      members.append("net", .string(server.network.rawValue))
      members.append("sandbox", JSON(server.sandbox?.rawValue))
    case .http(let url, let headers):
      members.append("transport", "http")
      members.append("url", .string(shown(url)))
      members.append("headers", .array(headers.keys.map(JSON.string)))
    }
    members.append("tools", server.tools.map { .array($0.map(JSON.string)) } ?? .null)
    return members
  }

  /// A line's cells for people.
  static func cells(_ server: MCPServerConfiguration) -> [String] {
    let place: String
    switch server.transport {
    case .stdio(let command, _, _): place = command.joined(separator: " ")
    case .http(let url, _): place = shown(url)
    }
    return [server.name, server.isEnabled ? "on" : "off", place]
  }

  /// A URL without its query, which may hold a key.
  private static func shown(_ url: String) -> String {
    guard let (address, _) = url.cut(byte: "?") else { return url }
    return address + "?…"
  }
}

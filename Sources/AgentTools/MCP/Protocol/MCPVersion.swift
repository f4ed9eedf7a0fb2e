import AgentJSON

/// The two ways of talking MCP: every request by itself (since 2026-07-28), or a session that a handshake
/// begins.
enum MCPEra: String, Sendable {
  case modern, legacy
}

/// The revisions of the protocol, and what it calls things.
enum MCPVersion {
  static let modern = "2026-07-28"
  static let legacy = "2025-11-25"
  /// Those that a handshake may agree on, newest first.
  static let legacyVersions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  static let versionKey = "io.modelcontextprotocol/protocolVersion"
  static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"
  static let clientKey = "io.modelcontextprotocol/clientInfo"
  static let serverKey = "io.modelcontextprotocol/serverInfo"
}

/// A name and a version, as both sides introduce themselves.
public struct MCPIdentity: Sendable, Equatable {
  public var name: String
  public var version: String

  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  /// What a peer says of itself, as far as it says anything.
  init(parsing json: JSON?) {
    name = String((json?["name"]?.string ?? "").prefix(200))
    version = String((json?["version"]?.string ?? "").prefix(100))
  }

  var json: JSON { ["name": .string(name), "version": .string(version)] }
}

/// What client and server talk once they have agreed.
struct MCPAgreement: Sendable, Equatable {
  var era: MCPEra
  var version: String
  var server: MCPIdentity

  /// The parameters of a request as this era sends them.
  func parameters(_ params: JSONObject, client: MCPIdentity) -> JSONObject {
    era == .modern ? Self.modernParameters(params, client: client) : params
  }

  /// With what every request of the new era says of itself. We offer the server nothing: no elicitation, no
  /// sampling, no roots.
  static func modernParameters(_ params: JSONObject, client: MCPIdentity) -> JSONObject {
    var params = params
    params.append(
      "_meta",
      [
        MCPVersion.versionKey: .string(MCPVersion.modern), MCPVersion.capabilitiesKey: [:],
        MCPVersion.clientKey: client.json,
      ])
    return params
  }
}

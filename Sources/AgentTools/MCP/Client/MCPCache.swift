import AgentCore
import AgentJSON
import AgentSystem

/// What is kept of a server between turns: which era it speaks, and its tools, so that a turn that calls none
/// of them need not start it. `cache/mcp/NAME.json`; it holds for the settings it was made with.
struct MCPCache {
  struct Entry: Equatable {
    var era: MCPEra
    var version: String
    var server: MCPIdentity
    var tools: [MCPToolFacts]
  }

  private let runtime: RuntimeDirectory
  private let fingerprint: String
  let path: String

  init(_ runtime: RuntimeDirectory, _ server: MCPServerConfiguration) {
    self.runtime = runtime
    fingerprint = server.fingerprint
    path = Self.path(runtime, server.name)
  }

  private static func path(_ runtime: RuntimeDirectory, _ name: String) -> String {
    "\(runtime.folder(.cache))/mcp/\(name).json"
  }

  /// nil where nothing is kept, or for other settings.
  func read() -> Entry? {
    guard let bytes = try? Files.readIfPresent(path, limit: 16 << 20), let json = try? JSON(parsing: bytes),
      json["v"] == 1, json["fingerprint"]?.string == fingerprint,
      let era = json["era"]?.string.flatMap(MCPEra.init), let tools = json["tools"]?.array
    else { return nil }
    return Entry(
      era: era, version: json["version"]?.string ?? "", server: MCPIdentity(parsing: json["server"]),
      tools: tools.compactMap(MCPToolFacts.init))
  }

  /// Without a cache the next turn starts the server: that it cannot be written is no failure.
  func write(_ agreement: MCPAgreement, _ tools: [MCPToolFacts]) {
    let entry = Entry(era: agreement.era, version: agreement.version, server: agreement.server, tools: tools)
    if read() == entry { return }
    let json: JSON = [
      "v": 1, "fingerprint": .string(fingerprint), "era": .string(entry.era.rawValue),
      "version": .string(entry.version), "server": entry.server.json,
      "tools": .array(entry.tools.map(\.json)),
    ]
    do {
      try runtime.prepare(.cache)
      try Files.makeDirectory(Path.parent(path))
      try Files.replace(path, with: json.bytes)
    } catch {}
  }

  /// Forgets a server that has been removed.
  static func remove(_ name: String, in runtime: RuntimeDirectory) {
    try? Files.remove(path(runtime, name))
  }
}

import AgentJSON
import AgentSystem

/// What our MCP server answers: both eras over one pipe, the one of each request being what the request says. Pure;
/// ``MCPServing`` reads, runs the calls and writes.
public struct MCPService: Sendable {
  /// What is to be done about a message.
  enum Action: Sendable, Equatable {
    case send(JSON)
    case run(Call)
    case cancel(id: JSON)
  }

  /// A call of a tool, on its way.
  struct Call: Sendable, Equatable {
    let id: JSON
    let era: MCPEra
    let request: ToolRunner.Request
  }

  private let registry: ToolRegistry
  private let identity: MCPIdentity
  private let instructions: String
  /// The version that a handshake has agreed on.
  private var agreed: String?
  private var running: Set<JSON> = []

  /// Calls that may be under way at once: who sends more is told to wait.
  static let mostCalls = 64

  /// - Parameter instructions: what a client may tell its model of the tools as a whole.
  public init(_ registry: ToolRegistry, identity: MCPIdentity, instructions: String) {
    self.registry = registry
    self.identity = identity
    self.instructions = instructions
  }

  // MARK: - Messages

  mutating func receive(_ line: ArraySlice<UInt8>) -> [Action] {
    let message: RPCMessage
    do throws(RPCError) {
      message = try RPCMessage(parsing: line)
    } catch {
      let id = (try? JSON(parsing: line, depthLimit: RPCMessage.depthLimit))?["id"] ?? .null
      return [.send(RPCMessage.failure(id: id, error).json)]
    }
    switch message {
    case .request(let id, let method, let params):
      do throws(RPCError) {
        return [try answer(id, method, params)]
      } catch {
        return [.send(RPCMessage.failure(id: id, error).json)]
      }
    case .notification("notifications/cancelled", let params):
      guard let id = params["requestId"], running.contains(id) else { return [] }
      return [.cancel(id: id)]
    case .notification, .result, .failure: return []
    }
  }

  /// The answer to a call that has ended; nil when it was cancelled, which is answered by nothing.
  mutating func finish(_ call: Call, _ result: ToolRunner.Result, wasCancelled: Bool) -> JSON? {
    running.remove(call.id)
    if wasCancelled { return nil }
    var content: [JSON] = [["type": "text", "text": .string(result.output)]]
    content += result.images.map { image in
      [
        "type": "image", "data": .string(Base64.encode(image.bytes)), "mimeType": .string(image.mediaType),
      ]
    }
    let value: JSONObject = ["content": .array(content), "isError": .bool(!result.succeeded)]
    return RPCMessage.result(id: call.id, value: finished(value, call.era)).json
  }

  private mutating func answer(_ id: JSON, _ method: String, _ params: JSONObject) throws(RPCError) -> Action
  {
    let era = try era(method, params)
    func reply(_ value: JSONObject) -> Action {
      .send(RPCMessage.result(id: id, value: finished(value, era)).json)
    }
    switch (method, era) {
    case ("server/discover", .modern):
      var value: JSONObject = [
        "supportedVersions": [.string(MCPVersion.modern)], "capabilities": capabilities,
      ]
      value.append("instructions", .string(instructions))
      return reply(lasting(value, era))
    case ("initialize", .legacy):
      guard let wanted = params["protocolVersion"]?.string else {
        throw RPCError(.invalidParams, "'protocolVersion' is missing")
      }
      let version = MCPVersion.legacyVersions.contains(wanted) ? wanted : MCPVersion.legacy
      agreed = version
      return reply([
        "protocolVersion": .string(version), "capabilities": capabilities, "serverInfo": identity.json,
        "instructions": .string(instructions),
      ])
    case ("ping", .legacy): return reply([:])
    case ("tools/list", _):
      if params["cursor"]?.string != nil { throw RPCError(.invalidParams, "there is no such page") }
      return reply(lasting(["tools": .array(registry.descriptions.map(Self.tool))], era))
    case ("tools/call", _): return .run(try call(id, era, params))
    default: throw RPCError(.methodNotFound, "there is no method '\(method.prefix(80))'")
    }
  }

  /// A request of the new era says its version itself; others follow a handshake.
  private func era(_ method: String, _ params: JSONObject) throws(RPCError) -> MCPEra {
    let meta = params["_meta"]
    guard let version = meta?[MCPVersion.versionKey] else {
      if method == "server/discover" {
        throw RPCError(.invalidParams, "'_meta' lacks '\(MCPVersion.versionKey)'")
      }
      if agreed == nil, method != "initialize", method != "ping" {
        throw RPCError(
          .invalidRequest, "neither 'initialize' came before nor '\(MCPVersion.versionKey)' in '_meta'")
      }
      return .legacy
    }
    guard let requested = version.string else {
      throw RPCError(.invalidParams, "'\(MCPVersion.versionKey)' must be a string")
    }
    guard requested == MCPVersion.modern else {
      throw RPCError(
        .unsupportedVersion, "unsupported version of the protocol",
        data: ["supported": [.string(MCPVersion.modern)], "requested": .string(requested)])
    }
    guard meta?[MCPVersion.capabilitiesKey]?.object != nil else {
      throw RPCError(.invalidParams, "'_meta' lacks '\(MCPVersion.capabilitiesKey)'")
    }
    return .modern
  }

  private mutating func call(_ id: JSON, _ era: MCPEra, _ params: JSONObject) throws(RPCError) -> Call {
    guard let name = params["name"]?.string else { throw RPCError(.invalidParams, "'name' is missing") }
    guard registry[name] != nil else {
      throw RPCError(.invalidParams, "there is no tool '\(name.prefix(80))'")
    }
    let arguments = params["arguments"] ?? [:]
    guard arguments.object != nil else { throw RPCError(.invalidParams, "'arguments' must be an object") }
    if running.count >= Self.mostCalls { throw RPCError(.internalError, "too many calls at once") }
    guard running.insert(id).inserted else {
      throw RPCError(.invalidRequest, "a request with this 'id' is under way")
    }
    let request = ToolRunner.Request(callID: "mcp-\(id.text)", tool: name, arguments: arguments.text)
    return Call(id: id, era: era, request: request)
  }

  // MARK: - Values

  private var capabilities: JSON { ["tools": ["listChanged": false]] }

  /// What a list or a greeting says of how long it holds: the tools stay what they are as long as the process.
  private func lasting(_ value: JSONObject, _ era: MCPEra) -> JSONObject {
    guard era == .modern else { return value }
    var value = value
    value.append("ttlMs", 300_000)
    value.append("cacheScope", "private")
    return value
  }

  private func finished(_ value: JSONObject, _ era: MCPEra) -> JSON {
    guard era == .modern else { return .object(value) }
    var value = value
    value.append("resultType", "complete")
    value.append("_meta", [MCPVersion.serverKey: identity.json])
    return .object(value)
  }

  private static func tool(_ description: ToolDescription) -> JSON {
    let effects = description.sideEffects
    return [
      "name": .string(description.name), "description": .string(description.description),
      "inputSchema": description.parameters,
      "annotations": [
        "readOnlyHint": .bool(effects == .read), "destructiveHint": .bool(effects == .destructive),
        "openWorldHint": .bool(effects == .network || effects == .destructive),
      ],
    ]
  }
}

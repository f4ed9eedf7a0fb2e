import AgentApproval
public import AgentCore
public import AgentJSON
public import AgentSandbox
import AgentSystem

/// A server as the user's settings name it (agent-mcp(5)): how it is reached, what it may do and how much of it
/// is taken.
public struct MCPServerConfiguration: Sendable, Equatable {
  public enum Transport: Sendable, Equatable {
    /// A program, and the variables that it gets beside those that every program needs.
    case stdio(command: [String], variables: JSONObject, directory: String?)
    case http(url: String, headers: JSONObject)
  }

  public let name: String
  public let transport: Transport
  public let isEnabled: Bool
  /// Milliseconds for a call, or nil for the turn's.
  public let timeout: Int?
  /// Milliseconds until it must be ready.
  public let startupTimeout: Int
  /// Most bytes of one result, or nil for the turn's.
  public let outputLimit: Int?
  /// Calls that run at once.
  public let concurrency: Int
  /// The tools that are taken; nil for all.
  public let tools: [String]?
  /// What the user says that calls may change, by tool; `*` is for the others.
  public let sideEffects: [String: ToolDescription.SideEffects]
  /// nil for that of the turn.
  public let sandbox: SandboxPolicy.Mode?
  public let network: SandboxPolicy.Network
  public let readable: [String]
  public let writable: [String]
  /// Members that mean nothing here, such as a misspelled one.
  public let unknown: [String]
  /// Whatever a cached list of tools depends on, as one word.
  public let fingerprint: String

  static let known = [
    "type", "command", "args", "env", "cwd", "url", "headers", "enabled", "disabled", "timeout",
    "startup_timeout", "output_max", "concurrency", "tools", "side_effects", "sandbox", "net", "readable",
    "writable", "description",
  ]

  /// - Throws: 78 with the member that is wrong.
  public init(name: String, _ json: JSON) throws(AgentError) {
    let reader = try Reader(name, json)
    self.name = name
    transport = try reader.transport()
    let isDisabled = try reader.bool("disabled") ?? false
    isEnabled = try reader.bool("enabled") ?? !isDisabled
    timeout = try reader.duration("timeout")
    startupTimeout = try reader.duration("startup_timeout") ?? 30_000
    outputLimit = try reader.count("output_max")
    concurrency = try reader.count("concurrency") ?? 4
    tools = try reader.strings("tools")
    sideEffects = try reader.sideEffects()
    sandbox = try reader.choice("sandbox", SandboxPolicy.Mode.init(rawValue:), "read-only, workspace or off")
    network = try reader.choice("net", SandboxPolicy.Network.init(rawValue:), "none or host") ?? .none
    readable = try reader.strings("readable") ?? []
    writable = try reader.strings("writable") ?? []
    unknown = reader.object.keys.filter { !Self.known.contains($0) }
    fingerprint = SHA256.hexDigest(json.bytes)
  }

  /// Names of servers are part of the names of tools, of files and of what the model reads.
  public static func checkName(_ name: String) throws(AgentError) {
    if ToolDescription.isValidName(name), name.utf8.count <= 32, !name.contains("__"), !name.hasPrefix("-"),
      !name.hasSuffix("_")
    {
      return
    }
    throw AgentError(
      .config, "a server's name has up to 32 letters, digits, '-' and single '_'", object: name)
  }

  /// The tools that are taken of those that the server has.
  func takes(_ tool: String) -> Bool { tools?.contains(tool) ?? true }

  /// What a call may change: as the user says, else by what confines the server. What the server says of
  /// itself is no reason to trust it.
  func effects(of tool: String, policy: SandboxPolicy) -> ToolDescription.SideEffects {
    if let effects = sideEffects[tool] ?? sideEffects["*"] { return effects }
    guard case .stdio = transport else { return .network }
    let policy = confinement(policy)
    if policy.mode == .off { return .destructive }
    if policy.network == .host { return .network }
    return policy.isReadOnly ? .read : .write
  }

  /// What approval rules are told of it.
  func confinementKind(_ turn: SandboxPolicy) -> ToolConfinement {
    guard case .stdio = transport else { return .network }
    return confinement(turn).confinement
  }

  /// The sandbox of the server's process: that of the turn, but for what is set for it.
  func confinement(_ turn: SandboxPolicy) -> SandboxPolicy {
    var policy = turn
    policy.mode = sandbox ?? turn.mode
    policy.network = network
    policy.readable += readable
    policy.writable += writable
    return policy
  }
}

/// Reads the members of one server's object.
private struct Reader {
  let name: String
  let object: JSONObject

  init(_ name: String, _ json: JSON) throws(AgentError) {
    try MCPServerConfiguration.checkName(name)
    guard let object = json.object else {
      throw AgentError(.config, "expected an object", object: "mcp_servers.\(name)")
    }
    self.name = name
    self.object = object
  }

  func bad(_ member: String, _ why: String) -> AgentError {
    AgentError(.config, why, object: "mcp_servers.\(name).\(member)", hint: "see agent-mcp(5)")
  }

  func value(_ member: String) -> JSON? { object[member].flatMap { $0.isNull ? nil : $0 } }

  func string(_ member: String) throws(AgentError) -> String? {
    guard let value = value(member) else { return nil }
    guard let string = value.string, !string.isEmpty else { throw bad(member, "expected a string") }
    return string
  }

  func strings(_ member: String) throws(AgentError) -> [String]? {
    guard let value = value(member) else { return nil }
    let strings = value.array?.compactMap(\.string)
    guard let strings, strings.count == value.array?.count else {
      throw bad(member, "expected a list of strings")
    }
    return strings
  }

  func bool(_ member: String) throws(AgentError) -> Bool? {
    guard let value = value(member) else { return nil }
    guard let bool = value.bool else { throw bad(member, "expected true or false") }
    return bool
  }

  func count(_ member: String) throws(AgentError) -> Int? {
    guard let value = value(member) else { return nil }
    guard let count = value.int, count > 0 else { throw bad(member, "expected a number above 0") }
    return count
  }

  /// Seconds as a number, or a duration as a text; up to a day.
  func duration(_ member: String) throws(AgentError) -> Int? {
    guard let value = value(member) else { return nil }
    let milliseconds = value.string.flatMap(Duration.parse) ?? value.double.map { Int(min($0, 1e6) * 1000) }
    guard let milliseconds, milliseconds > 0, milliseconds <= 86_400_000 else {
      throw bad(member, "expected a number of seconds, or a duration such as 30s")
    }
    return milliseconds
  }

  func choice<Value>(_ member: String, _ make: (String) -> Value?, _ words: String) throws(AgentError)
    -> Value?
  {
    guard let text = try string(member) else { return nil }
    guard let value = make(text) else { throw bad(member, "expected \(words), not '\(text)'") }
    return value
  }

  /// An object of strings.
  func texts(_ member: String) throws(AgentError) -> JSONObject {
    guard let value = value(member) else { return [:] }
    guard let texts = value.object, texts.allSatisfy({ $0.value.string != nil }) else {
      throw bad(member, "expected an object of strings")
    }
    return texts
  }

  func sideEffects() throws(AgentError) -> [String: ToolDescription.SideEffects] {
    guard let value = value("side_effects") else { return [:] }
    let members = value.object ?? ["*": value]
    var effects: [String: ToolDescription.SideEffects] = [:]
    for member in members {
      guard let effect = member.value.string.flatMap(ToolDescription.SideEffects.init(rawValue:)) else {
        throw bad("side_effects", "expected read, state, write, network or destructive")
      }
      effects[member.key] = effect
    }
    return effects
  }

  func transport() throws(AgentError) -> MCPServerConfiguration.Transport {
    let type = try string("type")
    let (command, url) = (try string("command"), try string("url"))
    switch (command, url) {
    case (let command?, nil):
      if let type, type != "stdio" { throw bad("type", "a command is of type stdio") }
      let variables = try texts("env")
      if let name = variables.keys.first(where: { $0.isEmpty || $0.contains("=") }) {
        throw bad("env", "'\(name)' is no name of a variable")
      }
      return .stdio(
        command: [command] + (try strings("args") ?? []), variables: variables,
        directory: try string("cwd"))
    case (nil, let url?):
      if let type, !["http", "streamable-http", "streamable_http"].contains(type) {
        throw bad("type", "only streamable HTTP is spoken, not '\(type)'")
      }
      return .http(url: url, headers: try texts("headers"))
    default: throw bad("command", "one of 'command' and 'url' must be given")
    }
  }
}

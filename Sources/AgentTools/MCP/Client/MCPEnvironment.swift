public import AgentCore
import AgentHTTP
import AgentJSON
public import AgentSandbox
import AgentSystem

/// What servers are opened with: the turn's workspace and sandbox, and where their programs and variables are
/// looked up.
public final class MCPEnvironment: Sendable {
  let client: MCPIdentity
  let runtime: RuntimeDirectory
  let policy: SandboxPolicy
  /// The whole environment: a server gets of it what every program needs, and what its settings name.
  let environment: [String: String]
  private let http = Monitor<HTTPClient?>(nil)

  /// - Parameter client: how we introduce ourselves.
  public init(
    client: MCPIdentity, runtime: RuntimeDirectory, policy: SandboxPolicy, environment: [String: String]
  ) {
    self.client = client
    self.runtime = runtime
    self.policy = policy
    self.environment = environment
  }

  /// Opens a way to a server. Nothing is asked of it yet.
  func open(_ server: MCPServerConfiguration) throws(AgentError) -> any MCPChannel {
    let expansion = MCPExpansion(environment: environment, server: server.name)
    switch server.transport {
    case .http(let url, let headers):
      var filled = JSONObject()
      for member in headers {
        filled.append(member.key, .string(try expansion.fill(member.value.string ?? "")))
      }
      return try MCPWeb(url: HTTPURL(try expansion.fill(url)), headers: filled, client: sharedClient())
    case .stdio:
      let start = try MCPProcessStart(server, self, expansion)
      let sandbox = try Sandbox(start.policy, environment: start.environment)
      return try MCPProcess(
        name: server.name, command: sandbox.commandLine(start.command), environment: start.environment,
        directory: start.policy.workspace, isSupervised: sandbox.isConfining)
    }
  }

  private func sharedClient() -> HTTPClient {
    http.withLock { client in
      if let client { return client }
      let made = HTTPClient(environment: environment)
      client = made
      return made
    }
  }
}

/// How a server's program is started: its command, its variables and its sandbox.
struct MCPProcessStart {
  let command: [String]
  let environment: [String: String]
  let policy: SandboxPolicy

  init(_ server: MCPServerConfiguration, _ outside: MCPEnvironment, _ expansion: MCPExpansion)
    throws(AgentError)
  {
    guard case .stdio(let words, let variables, let directory) = server.transport else {
      throw AgentError(.internalError, "not a program", object: server.name)
    }
    var command: [String] = []
    for word in words { command.append(try expansion.path(word)) }
    var policy = server.confinement(outside.policy)
    if let directory { policy.workspace = try Self.directory(try expansion.path(directory), server) }
    policy.readable = try Self.paths(policy.readable, expansion)
    policy.writable = try Self.paths(policy.writable, expansion)

    var environment = ProcessEnvironment.forPrograms(outside.environment)
    environment["VIRTUAL_ENV"] = outside.environment["VIRTUAL_ENV"]
    for member in variables {
      environment[member.key] = try expansion.fill(member.value.string ?? "")
    }
    policy.variables = variables.keys
    let program = try Self.program(command[0], environment, base: policy.workspace)
    command[0] = program
    if policy.mode != .off {
      // agent-sandbox keeps it from the command, and must know where it is.
      environment["AGENT_RUNTIME_DIR"] = outside.runtime.path
      // A program brings what lies beside its directory, as it would if that were in PATH.
      let (path, place) = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", Path.parent(program))
      if !path.split(byte: ":").contains(where: { $0.equals(bytes: place) }) {
        environment["PATH"] = "\(place):\(path)"
      }
      // What the user's settings name by its whole path may be read: scripts, and data to be served.
      policy.readable += command.filter { $0.hasPrefix(bytes: "/") && Files.exists($0) && !policy.covers($0) }
    }
    self.command = command
    self.environment = environment
    self.policy = policy
  }

  private static func program(_ name: String, _ environment: [String: String], base: String)
    throws(AgentError) -> String
  {
    let found = ChildProcess.find(name, path: environment["PATH"]).map { Path.absolute($0, base: base) }
    guard let found, Files.exists(found) else {
      throw AgentError(.missingTool, "no such program", object: name, hint: "is it installed, and in PATH?")
    }
    return found
  }

  private static func directory(_ path: String, _ server: MCPServerConfiguration) throws(AgentError) -> String
  {
    guard path.hasPrefix(bytes: "/"), Files.isDirectory(path), let real = try? Path.resolved(path) else {
      throw AgentError(
        .config, "is no directory with its whole path: \(path)", object: "mcp_servers.\(server.name).cwd")
    }
    return real
  }

  private static func paths(_ paths: [String], _ expansion: MCPExpansion) throws(AgentError) -> [String] {
    var filled: [String] = []
    for path in paths { filled.append(try expansion.path(path)) }
    return filled
  }
}

extension SandboxPolicy {
  /// Whether a path can be seen under it anyway, because it lies in a directory that is granted.
  fileprivate func covers(_ path: String) -> Bool {
    ([workspace] + readable + writable).contains { Path.relative(path, to: $0) != nil }
  }
}

public import AgentCore
import AgentJSON
import AgentSandbox
public import AgentSystem

/// The tools of the servers that are set up, as a turn offers them.
public struct MCPToolset: Sendable {
  /// By server, then as the server has them.
  public let tools: [any Tool]
  /// A server whose tools are not known and cannot be asked for is left out; each is a line to the user.
  public let problems: [AgentError]

  /// The tools as they were last seen. A server that was never asked is started, and stays for the calls.
  /// - Parameters:
  ///   - wanted: which servers matter; nil for all that are enabled.
  ///   - mayStart: whether servers may be started now.
  public init(
    _ configurations: MCPConfigurations, _ environment: MCPEnvironment, wanted: [String]? = nil,
    mayStart: Bool, _ cancellation: Cancellation
  ) {
    let servers = configurations.servers.filter { server in
      server.isEnabled && (wanted?.contains { $0.hasPrefix("\(server.name)__") } ?? true)
    }
    self.init(servers, configurations.problems, environment, mayStart: mayStart, cancellation)
  }

  private init(
    _ servers: [MCPServerConfiguration], _ found: [AgentError], _ environment: MCPEnvironment, mayStart: Bool,
    _ cancellation: Cancellation
  ) {
    let clients = servers.map { MCPClient($0, environment) }
    var known = servers.map { MCPCache(environment.runtime, $0).read()?.tools }
    var problems = found
    if mayStart, known.contains(where: { $0 == nil }) {
      let found = Self.ask(clients.enumerated().filter { known[$0.offset] == nil }, cancellation)
      for (index, result) in found {
        switch result {
        case .success(let tools): known[index] = tools
        case .failure(let error): problems.append(error)
        }
      }
    }
    var tools: [any Tool] = []
    for (client, facts) in zip(clients, known) {
      for (facts, description) in Self.named(facts ?? [], of: client.server, environment.policy) {
        tools.append(MCPTool(description: description, facts: facts, client: client, others: clients))
      }
    }
    self.tools = tools
    self.problems = problems
    // Without a tool nobody would end them.
    if tools.isEmpty { MCPClient.close(clients) }
  }

  /// The tools of one server, whether it is enabled or not.
  public init(
    _ server: MCPServerConfiguration, _ environment: MCPEnvironment, mayStart: Bool,
    _ cancellation: Cancellation
  ) {
    self.init([server], [], environment, mayStart: mayStart, cancellation)
  }

  /// What is cached of a server goes.
  public static func forget(_ name: String, in runtime: RuntimeDirectory) {
    MCPCache.remove(name, in: runtime)
  }

  private static func ask(_ clients: [(offset: Int, element: MCPClient)], _ cancellation: Cancellation)
    -> [(Int, Result<[MCPToolFacts], AgentError>)]
  {
    let found = Monitor<[(Int, Result<[MCPToolFacts], AgentError>)]>([])
    let threads = clients.map { (index, client) in
      Thread.start {
        let result: Result<[MCPToolFacts], AgentError>
        do throws(AgentError) {
          let deadline = Deadline.after(milliseconds: client.server.startupTimeout)
          result = .success(try client.facts(until: deadline, cancellation))
        } catch {
          result = .failure(error)
        }
        found.update { $0.append((index, result)) }
      }
    }
    for thread in threads { thread.join() }
    return found.withLock { $0 }.sorted { $0.0 < $1.0 }
  }

  // MARK: - Names

  static func descriptions(
    _ tools: [MCPToolFacts], of server: MCPServerConfiguration, _ policy: SandboxPolicy
  ) -> [ToolDescription] {
    named(tools, of: server, policy).map(\.1)
  }

  /// The tools that are taken, each with the description that the model gets; of two that would have one name
  /// the first counts.
  private static func named(
    _ tools: [MCPToolFacts], of server: MCPServerConfiguration, _ policy: SandboxPolicy
  ) -> [(MCPToolFacts, ToolDescription)] {
    var seen: Set<String> = []
    return tools.filter { server.takes($0.name) }.compactMap { tool in
      let name = name(tool.name, of: server.name)
      guard seen.insert(name).inserted else { return nil }
      var description = ToolDescription(
        name: name, description: tool.description, parameters: tool.schema,
        sideEffects: server.effects(of: tool.name, policy: policy), itemType: "mcp_tool_call",
        timeout: server.timeout)
      description.itemFields = ["server": .string(server.name), "tool": .string(tool.name)]
      return (tool, description)
    }
  }

  /// `server__tool` in the letters that models take, cut where it would be too long.
  public static func name(_ tool: String, of server: String) -> String {
    let letters = tool.unicodeScalars.map { scalar -> Character in
      let isTaken = scalar.isASCII && (scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value))
      return isTaken || scalar == "_" || scalar == "-" ? Character(scalar) : "_"
    }
    let name = "\(server)__\(String(letters))"
    if name.utf8.count <= 64 { return name }
    return name.prefix(55) + "_" + SHA256.hexDigest(Array(tool.utf8)).prefix(8)
  }
}

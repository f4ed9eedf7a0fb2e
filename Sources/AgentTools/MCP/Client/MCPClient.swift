public import AgentCore
import AgentJSON
public import AgentSystem

/// One server for the length of a turn: opened by the first who needs it, shared by the calls, and opened again
/// when it has ended.
public final class MCPClient: Sendable {
  public let server: MCPServerConfiguration
  let environment: MCPEnvironment

  /// What is known of a server that is open.
  struct Connection: Sendable {
    let channel: any MCPChannel
    let agreement: MCPAgreement
    var tools: [MCPToolFacts]
  }

  private enum Phase: Sendable {
    case idle
    case opening
    case open(Connection)
    case closed
  }

  private struct State: Sendable {
    var phase = Phase.idle
    var openings = 0
    var calls = 0
  }

  private let state = Monitor(State())
  /// A server that ends again and again is given up.
  private static let mostOpenings = 5

  public init(_ server: MCPServerConfiguration, _ environment: MCPEnvironment) {
    self.server = server
    self.environment = environment
  }

  /// How a server that was opened presented itself.
  public struct Greeting: Sendable {
    /// `modern` or `legacy`
    public let era: String
    public let version: String
    public let server: MCPIdentity
    public let tools: [ToolDescription]
    public let notices: [String]
  }

  /// Opens the server, if it is not.
  public func greet(until deadline: Deadline, _ cancellation: Cancellation) throws(AgentError) -> Greeting {
    let connection = try connection(until: deadline, cancellation)
    return Greeting(
      era: connection.agreement.era.rawValue, version: connection.agreement.version,
      server: connection.agreement.server,
      tools: MCPToolset.descriptions(connection.tools, of: server, environment.policy),
      notices: connection.channel.notices)
  }

  /// The server's tools, from the server itself.
  func facts(until deadline: Deadline, _ cancellation: Cancellation) throws(AgentError) -> [MCPToolFacts] {
    try connection(until: deadline, cancellation).tools
  }

  // MARK: - Calls

  /// Calls a tool.
  /// - Parameter tool: the name that the server gave it.
  /// - Returns: the server's result object.
  func call(_ tool: MCPToolFacts, _ arguments: JSON, until deadline: Deadline, _ cancellation: Cancellation)
    throws(AgentError) -> JSON
  {
    let deadline = server.timeout.map { min(deadline, .after(milliseconds: $0)) } ?? deadline
    let mayCall = state.wait(until: deadline, cancellation) { [most = server.concurrency] state -> Bool? in
      guard state.calls < most else { return nil }
      state.calls += 1
      return true
    }
    if mayCall == nil { throw timeOver(cancellation) }
    defer { state.update { $0.calls -= 1 } }
    var rounds = MCPRounds(["name": .string(tool.name), "arguments": arguments])
    var mayReopen = true
    while true {
      let connection = try connection(until: deadline, cancellation)
      let isModern = connection.agreement.era == .modern
      let answer: RPCMatcher.Answer
      do throws(AgentError) {
        answer = try connection.channel.exchange(
          "tools/call", connection.agreement.parameters(rounds.parameters, client: environment.client),
          headers: isModern ? MCPHeaders.parameters(arguments, schema: tool.schema) : [],
          until: deadline, cancellation)
      } catch {
        // What came behind a message that was refused is lost.
        if error.code == .tooLarge { drop(connection) }
        throw error
      }
      switch answer {
      case .result(let value):
        if value["resultType"] != "input_required" { return value }
        try rounds.answer(value, object: server.name)
      case .error(let error):
        throw AgentError(.badRequest, "\(error.message) (error \(error.code))", object: server.name)
      case .silence: throw timeOver(cancellation)
      case .ended(let words):
        drop(connection)
        throw AgentError(.network, "the server \(words); the call may have been done", object: server.name)
      case .sessionLost:
        drop(connection)
        if !mayReopen { throw AgentError(.network, "the server forgets its sessions", object: server.name) }
        mayReopen = false
      }
    }
  }

  private func timeOver(_ cancellation: Cancellation) -> AgentError {
    if let reason = cancellation.reason { return AgentError(reason) }
    return AgentError(.deadline, "the server did not answer in time", object: server.name)
  }

  // MARK: - Opening

  /// The server's connection; the first who asks opens it, others wait for that.
  private func connection(until deadline: Deadline, _ cancellation: Cancellation) throws(AgentError)
    -> Connection
  {
    enum Turn {
      case use(Connection)
      case open
      case refuse(String)
    }
    let turn = state.wait(until: deadline, cancellation) { state -> Turn? in
      switch state.phase {
      case .open(let connection): return .use(connection)
      case .opening: return nil
      case .closed: return .refuse("is closed")
      case .idle:
        guard state.openings < Self.mostOpenings else { return .refuse("has ended too often") }
        state.openings += 1
        state.phase = .opening
        return .open
      }
    }
    switch turn {
    case nil: throw timeOver(cancellation)
    case .use(let connection): return connection
    case .refuse(let why): throw AgentError(.network, "the server \(why)", object: server.name)
    case .open:
      do throws(AgentError) {
        let opening = MCPOpening(server, environment)
        let connection = try opening.open(
          until: min(deadline, .after(milliseconds: server.startupTimeout)), cancellation)
        let isWanted = state.update { state -> Bool in
          if case .closed = state.phase { return false }
          state.phase = .open(connection)
          return true
        }
        if isWanted { return connection }
        connection.channel.close()
        throw AgentError(.interrupted, "interrupted")
      } catch {
        state.update { if case .opening = $0.phase { $0.phase = .idle } }
        throw error
      }
    }
  }

  /// The connection is of no use any more; the next call opens another.
  private func drop(_ connection: Connection) {
    state.update { state in
      if case .open(let current) = state.phase, current.channel === connection.channel { state.phase = .idle }
    }
    connection.channel.close()
  }

  /// Notices of the server that is open, such as lines that are no messages.
  var notices: [String] {
    state.withLock { if case .open(let connection) = $0.phase { connection.channel.notices } else { [] } }
  }

  /// Ends the server. It is not opened again.
  public func close() {
    let connection = state.update { state -> Connection? in
      defer { state.phase = .closed }
      if case .open(let connection) = state.phase { return connection }
      return nil
    }
    guard let connection else { return }
    if connection.channel.hasNewTools {
      let deadline = Deadline.after(milliseconds: 500)
      MCPOpening(server, environment).refresh(connection, until: deadline)
    }
    connection.channel.close()
  }

  /// Ends servers side by side.
  static func close(_ clients: [MCPClient]) {
    let threads = clients.dropFirst().map { client in Thread.start { client.close() } }
    clients.first?.close()
    for thread in threads { thread.join() }
  }
}

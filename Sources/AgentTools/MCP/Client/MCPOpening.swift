import AgentCore
import AgentJSON
import AgentSystem

/// Opens a server: agrees with it on an era, asks for its tools and keeps both for the next time.
struct MCPOpening {
  let server: MCPServerConfiguration
  let environment: MCPEnvironment
  /// How long a server may be silent on the first question before the old handshake is tried, in milliseconds.
  private static let probeTime = 5000
  /// Pages of a list, and tools in it, that are taken.
  private static let mostPages = 50
  private static let mostTools = 1000

  init(_ server: MCPServerConfiguration, _ environment: MCPEnvironment) {
    self.server = server
    self.environment = environment
  }

  private var cache: MCPCache { MCPCache(environment.runtime, server) }

  func open(until deadline: Deadline, _ cancellation: Cancellation) throws(AgentError) -> MCPClient.Connection
  {
    var negotiation = MCPNegotiation(known: cache.read()?.era)
    var channel = try environment.open(server)
    do throws(AgentError) {
      while true {
        switch negotiation.step {
        case .discover(let mayBeSilent):
          let limit = mayBeSilent ? min(deadline, .after(milliseconds: Self.probeTime)) : deadline
          negotiation.take(try discover(channel, mayFail: mayBeSilent, until: limit, cancellation))
        case .initialize(let again):
          if again {
            channel.close()
            channel = try environment.open(server)
          }
          negotiation.take(
            try channel.exchange(
              "initialize",
              [
                "protocolVersion": .string(MCPVersion.legacy), "capabilities": [:],
                "clientInfo": environment.client.json,
              ], until: deadline, cancellation))
        case .agreed(let agreement):
          channel.adopt(agreement)
          if agreement.era == .legacy {
            channel.notify("notifications/initialized", [:], until: deadline)
          }
          let tools = try list(channel, agreement, until: deadline, cancellation)
          cache.write(agreement, tools)
          return MCPClient.Connection(channel: channel, agreement: agreement, tools: tools)
        case .failed(let words):
          throw AgentError(.protocolError, "the server \(words)", object: server.name)
        }
      }
    } catch {
      channel.close()
      throw error
    }
  }

  /// - Parameter mayFail: whether the server may be an old one, to which the question is a strange one: a web server
  ///   may then fail or answer with something else than a message.
  private func discover(
    _ channel: any MCPChannel, mayFail: Bool, until deadline: Deadline, _ cancellation: Cancellation
  ) throws(AgentError) -> RPCMatcher.Answer {
    do throws(AgentError) {
      return try channel.exchange(
        "server/discover", MCPAgreement.modernParameters([:], client: environment.client), until: deadline,
        cancellation)
    } catch {
      guard mayFail, [.overloaded, .protocolError].contains(error.code) else { throw error }
      return .ended(error.message)
    }
  }

  /// Asks once more for the tools of a server that told of new ones, for the next turn.
  func refresh(_ connection: MCPClient.Connection, until deadline: Deadline) {
    let tools = try? list(connection.channel, connection.agreement, until: deadline, Cancellation())
    if let tools { cache.write(connection.agreement, tools) }
  }

  private func list(
    _ channel: any MCPChannel, _ agreement: MCPAgreement, until deadline: Deadline,
    _ cancellation: Cancellation
  ) throws(AgentError) -> [MCPToolFacts] {
    var tools: [MCPToolFacts] = []
    var cursor: JSON?
    for _ in 0..<Self.mostPages {
      let params: JSONObject = cursor.map { ["cursor": $0] } ?? [:]
      let answer = try channel.exchange(
        "tools/list", agreement.parameters(params, client: environment.client), until: deadline, cancellation)
      switch answer {
      case .result(let value):
        tools += (value["tools"]?.array ?? []).compactMap(MCPToolFacts.init)
        cursor = value["nextCursor"].flatMap { $0.string == nil ? nil : $0 }
        if cursor == nil || tools.count > Self.mostTools { return Array(tools.prefix(Self.mostTools)) }
      case .error(let error):
        // A server without tools may not know the question.
        if error.code == RPCError.Code.methodNotFound.rawValue { return [] }
        throw AgentError(.protocolError, "gives no list of tools: \(error.message)", object: server.name)
      case .silence:
        throw AgentError(.deadline, "the server gave no list of tools in time", object: server.name)
      case .ended(let words): throw AgentError(.network, "the server \(words)", object: server.name)
      case .sessionLost: throw AgentError(.network, "the server forgets its session", object: server.name)
      }
    }
    return tools
  }
}

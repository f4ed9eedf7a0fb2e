import AgentCore
import AgentHTTP
import AgentJSON
import AgentSystem

/// A server that is asked over HTTP: each message is a POST, and the answer to a request is one JSON value or a
/// stream of events that ends with it (MCP, streamable HTTP).
final class MCPWeb: MCPChannel {
  private struct State: Sendable {
    var matcher = RPCMatcher()
    var agreement: MCPAgreement?
    var session: String?
  }

  private let url: HTTPURL
  /// The user's own fields, a key among them as a rule. They are sent, and never told.
  private let headers: JSONObject
  private let client: HTTPClient
  private let state = Monitor(State())

  init(url: HTTPURL, headers: JSONObject, client: HTTPClient) throws(AgentError) {
    if !headers.isEmpty, url.scheme == "http", !url.isLoopback {
      throw AgentError(
        .auth, "headers are sent over https only, or to this machine", object: url.origin,
        hint: "use an https URL")
    }
    self.url = url
    self.headers = headers
    self.client = client
  }

  func adopt(_ agreement: MCPAgreement) { state.withLock { $0.agreement = agreement } }
  var hasNewTools: Bool { state.withLock { $0.matcher.hasNewTools } }
  var notices: [String] { [] }

  func exchange(
    _ method: String, _ params: JSONObject, headers: [(name: String, value: String)],
    until deadline: Deadline,
    _ cancellation: Cancellation
  ) throws(AgentError) -> RPCMatcher.Answer {
    let id = state.withLock { $0.matcher.begin() }
    defer { state.withLock { $0.matcher.forget(id) } }
    var head = fields(method, params)
    for field in headers { head.append(field.name, field.value) }
    let message = RPCMessage.request(id: .int(id), method: method, params: params)
    do throws(AgentError) {
      let response = try post(message, head, until: deadline, cancellation)
      defer { response.cancel() }
      if let answer = try refusal(response, deadline) { return answer }
      if let session = response.headers["Mcp-Session-Id"], method == "initialize" {
        state.withLock { $0.session = session }
      }
      try read(response, id: id, until: deadline)
    } catch {
      if let reason = cancellation.reason { throw AgentError(reason) }
      if error.code == .deadline { return .silence }
      // The answer is lost, not the server.
      if error.code == .streamCut { return .ended(error.message) }
      throw error
    }
    return state.withLock { $0.matcher.takeAnswer(to: id) } ?? .ended("gave no answer")
  }

  func notify(_ method: String, _ params: JSONObject, until deadline: Deadline) {
    let message = RPCMessage.notification(method: method, params: params)
    send(message, fields(method, params), until: deadline)
  }

  private func send(_ message: RPCMessage, _ fields: HTTPHeaders, until deadline: Deadline) {
    try? post(message, fields, until: deadline, Cancellation()).discard(within: 200)
  }

  func close() {
    let (session, version) = state.withLock { state in
      defer { state.session = nil }
      return (state.session, state.agreement?.version)
    }
    guard let session else { return }
    var fields = ownFields()
    fields["Mcp-Session-Id"] = session
    fields["MCP-Protocol-Version"] = version
    let request = HTTPRequest(
      .delete, url, headers: fields, timeouts: HTTPTimeouts(connect: 500, idle: 500, total: 500))
    try? client.start(request, cancellation: Cancellation()).cancel()
  }

  // MARK: - A request

  private func post(
    _ message: RPCMessage, _ fields: HTTPHeaders, until deadline: Deadline, _ cancellation: Cancellation
  ) throws(AgentError) -> HTTPResponse {
    let rest = max(1, deadline.remainingMilliseconds)
    let request = HTTPRequest(
      .post, url, headers: fields, body: message.json.bytes,
      timeouts: HTTPTimeouts(connect: min(10_000, rest), idle: rest, total: rest))
    return try client.start(request, cancellation: cancellation)
  }

  private func ownFields() -> HTTPHeaders {
    var fields = HTTPHeaders()
    for member in headers { fields.append(member.key, member.value.string ?? "") }
    return fields
  }

  private func fields(_ method: String, _ params: JSONObject) -> HTTPHeaders {
    var fields = ownFields()
    fields["Content-Type"] = "application/json"
    fields["Accept"] = "application/json, text/event-stream"
    let (agreement, session) = state.withLock { ($0.agreement, $0.session) }
    // Before anything is agreed on the new way is tried, and the handshake says its version itself.
    let isModern = agreement.map { $0.era == .modern } ?? (method != "initialize")
    if isModern {
      fields["MCP-Protocol-Version"] = MCPVersion.modern
      fields["Mcp-Method"] = method
      fields["Mcp-Name"] = params["name"]?.string.map(MCPHeaders.value)
    } else if let agreement {
      fields["MCP-Protocol-Version"] = agreement.version
      fields["Mcp-Session-Id"] = session
    }
    return fields
  }

  // MARK: - An answer

  /// What a status says that is none of success.
  private func refusal(_ response: HTTPResponse, _ deadline: Deadline) throws(AgentError) -> RPCMatcher
    .Answer?
  {
    let status = response.status
    if (200..<300).contains(status) { return nil }
    func failure(_ code: ErrorCode, _ words: String, hint: String? = nil) -> AgentError {
      AgentError(code, words, object: url.origin, hint: hint, status: status)
    }
    switch status {
    case 401, 403:
      throw failure(
        .auth, "the server refuses us (HTTP \(status))", hint: "give its key with --header 'Authorization: …'"
      )
    case 300..<400:
      throw failure(.config, "the server is elsewhere (HTTP \(status))", hint: "give the URL it has now")
    case 429: throw failure(.rateLimited, "too many requests (HTTP 429)")
    case 500...: throw failure(.overloaded, "the server failed (HTTP \(status))")
    case 404 where state.withLock({ $0.session != nil }): return .sessionLost
    default:
      let body = (try? response.readAll(limit: 1 << 16, until: deadline)) ?? []
      if case .failure(_, let error)? = try? RPCMessage(parsing: body[...]) { return .error(error) }
      return .error(RPCError(code: 0, message: "HTTP \(status)"))
    }
  }

  private func read(_ response: HTTPResponse, id: Int, until deadline: Deadline) throws(AgentError) {
    let type = response.headers["Content-Type"]?.lowercased() ?? ""
    guard type.hasPrefix("text/event-stream") else {
      let body = try response.readAll(limit: MCPProcess.lineLimit, until: deadline)
      return try take(body)
    }
    var parser = SSEParser(limit: MCPProcess.lineLimit)
    while let chunk = try response.next(until: deadline) {
      for event in parser.push(chunk) { try take(event.data) }
      if parser.overflowed {
        throw AgentError(
          .tooLarge, "the server sent a message of more than \(MCPProcess.lineLimit) bytes",
          object: url.origin
        )
      }
      if state.withLock({ $0.matcher.hasAnswer(to: id) }) { return }
    }
  }

  private func take(_ bytes: [UInt8]) throws(AgentError) {
    // Servers keep a stream alive with events of nothing.
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0a || $0 == 0x0d }) { return }
    let message: RPCMessage
    do throws(RPCError) {
      message = try RPCMessage(parsing: bytes[...])
    } catch {
      throw AgentError(.protocolError, "not a message of MCP: \(error.message)", object: url.origin)
    }
    if let reply = state.withLock({ $0.matcher.take(message) }) {
      send(reply, fields("", [:]), until: .after(milliseconds: 5000))
    }
  }
}

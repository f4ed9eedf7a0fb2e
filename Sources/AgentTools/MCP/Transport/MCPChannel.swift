import AgentCore
import AgentJSON
import AgentSystem

/// A way to a server that has been opened: requests go out, and each gets its answer.
protocol MCPChannel: AnyObject, Sendable {
  /// Sends a request and waits for its answer.
  /// - Parameter headers: fields that a transport with heads sends beside its own.
  /// - Throws: what the cancellation says, or why nothing can be asked at all: a network that is down, a key that
  ///   is refused, a message that is too large.
  func exchange(
    _ method: String, _ params: JSONObject, headers: [(name: String, value: String)],
    until deadline: Deadline,
    _ cancellation: Cancellation
  ) throws(AgentError) -> RPCMatcher.Answer

  /// Says something that has no answer; where that fails, the next request tells.
  func notify(_ method: String, _ params: JSONObject, until deadline: Deadline)

  /// From now on this is spoken.
  func adopt(_ agreement: MCPAgreement)

  /// Whether the server told that its tools have changed.
  var hasNewTools: Bool { get }

  /// What the server did that it should not, each a line for the user.
  var notices: [String] { get }

  /// Ends it; returns when nothing of it is left. May be called more than once.
  func close()
}

extension MCPChannel {
  func exchange(
    _ method: String, _ params: JSONObject, until deadline: Deadline, _ cancellation: Cancellation
  ) throws(AgentError) -> RPCMatcher.Answer {
    try exchange(method, params, headers: [], until: deadline, cancellation)
  }
}

extension Monitor {
  /// Waits like ``wait(until:_:)``, but no longer than until the cancellation is raised.
  /// - Returns: nil when the deadline has passed or the cancellation is raised.
  func wait<Result>(
    until deadline: Deadline, _ cancellation: Cancellation, _ body: @escaping (inout Value) -> Result?
  ) -> Result? {
    let token = cancellation.onCancel { [weak self] _ in self?.update { _ in } }
    defer { cancellation.removeHandler(token) }
    return wait(until: deadline) { value -> Result?? in
      if let result = body(&value) { return .some(.some(result)) }
      return cancellation.isCancelled ? .some(.none) : nil
    } ?? nil
  }
}

import AgentCore

/// One row of the table of routes: which request, and what answers it.
///
/// `answer` runs on a thread of a bounded pool and may block for as long as a command takes.
package struct Route: Sendable {
  /// How errors are told.
  package enum ErrorShape: Sendable {
    /// RFC 9457, `application/problem+json`.
    case problem
    /// `{"error":{"message","type","code","param"}}`
    case openAI
  }

  /// Who may ask over TCP.
  package enum Access: Sendable {
    case token
    /// A page that a browser opens cannot send the token.
    case anyone
  }

  package typealias Body = @Sendable (ServeRequest, Serving) throws -> ServeAnswer

  package let method: String
  /// `/sessions/{id}/load`
  package let pattern: String
  package let errors: ErrorShape
  package let access: Access
  /// Most bytes of a body, where it may be larger than others (``ConnectionLimits/body``).
  package let bodyLimit: Int?
  package let answer: Body

  let segments: [Substring]

  package init(
    _ method: String, _ pattern: String, errors: ErrorShape = .problem, access: Access = .token,
    bodyLimit: Int? = nil, _ answer: @escaping Body
  ) {
    (self.method, self.pattern, self.errors, self.access) = (method, pattern, errors, access)
    (self.bodyLimit, self.answer) = (bodyLimit, answer)
    segments = pattern.split(separator: "/")
  }

  /// The parameters of a path that fits the pattern; nil where it does not.
  func parameters(of path: [String]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var parameters: [String: String] = [:]
    for (segment, given) in zip(segments, path) {
      if segment.utf8.first == UInt8(ascii: "{"), segment.utf8.last == UInt8(ascii: "}") {
        parameters[String(segment.dropFirst().dropLast())] = given
      } else if segment != given {
        return nil
      }
    }
    return parameters
  }
}

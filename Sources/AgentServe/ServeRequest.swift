package import AgentCore
package import AgentJSON

/// A request whose framing, size, Host, Origin and token have been checked and whose body is whole.
package struct ServeRequest: Sendable {
  package let method: String
  /// The decoded segments of the path.
  package let path: [String]
  package let query: [(name: String, value: String)]
  /// Names are in lower case.
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]
  /// What stands in the place of `{id}` in the route's pattern.
  package let parameters: [String: String]

  package init(
    method: String, path: [String], query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)] = [], body: [UInt8] = [], parameters: [String: String] = [:]
  ) {
    (self.method, self.path, self.query) = (method, path, query)
    (self.headers, self.body, self.parameters) = (headers, body, parameters)
  }

  /// The first value of a parameter of the query; nil where it is missing or empty.
  package func query(_ name: String) -> String? {
    query.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// Whether a parameter of the query is `1` or `true`.
  package func flag(_ name: String) throws(AgentError) -> Bool {
    switch query(name) {
    case nil, "0", "false": return false
    case "1", "true": return true
    default: throw AgentError(.badRequest, "must be 0 or 1", object: name)
    }
  }

  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// Deeper JSON is refused.
  package static let depth = 64

  /// The body as one JSON object; an empty body is an empty object.
  package func object() throws(AgentError) -> JSONObject {
    if body.isEmpty { return [:] }
    do {
      if let object = try JSON(parsing: body, depthLimit: Self.depth).object { return object }
    } catch {
      throw AgentError(.badRequest, "invalid JSON: \(error)", object: "body")
    }
    throw AgentError(.badRequest, "must be a JSON object", object: "body")
  }

  func with(parameters: [String: String]) -> ServeRequest {
    ServeRequest(
      method: method, path: path, query: query, headers: headers, body: body, parameters: parameters)
  }
}

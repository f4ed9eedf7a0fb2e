import AgentCore

/// Finds the row of a request.
package struct RouteTable: Sendable {
  package let routes: [Route]

  package init(routes: [Route]) { self.routes = routes }

  package enum Found {
    case route(Route, parameters: [String: String])
    /// The path is one of ours with other methods.
    case otherMethods([String])
    case nothing
  }

  /// A path that a row names in full is that row's, whatever the method: `/sessions/new` is no `/sessions/{id}`.
  package func find(_ method: String, _ path: [String]) -> Found {
    let fitting = routes.compactMap { route in
      route.parameters(of: path).map { (route: route, parameters: $0) }
    }
    let fewest = fitting.map(\.parameters.count).min()
    let closest = fitting.filter { $0.parameters.count == fewest }
    if let found = closest.first(where: { $0.route.method == method }) {
      return .route(found.route, parameters: found.parameters)
    }
    return closest.isEmpty ? .nothing : .otherMethods(Set(closest.map(\.route.method)).sorted())
  }
}

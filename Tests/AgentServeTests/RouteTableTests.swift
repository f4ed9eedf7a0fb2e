import AgentJSON
import Testing

@testable import AgentServe

@Suite struct RouteTableTests {
  private static func route(_ method: String, _ pattern: String) -> Route {
    Route(method, pattern) { _, _ in .json([:]) }
  }

  private let table = RouteTable(routes: [
    route("POST", "/sessions/{id}/load"), route("DELETE", "/sessions/{id}"), route("POST", "/sessions/new"),
    route("GET", "/sessions"), route("POST", "/sessions/{verb}"), route("GET", "/"),
  ])

  private func found(_ method: String, _ path: String...) -> String {
    switch table.find(method, path) {
    case .route(let route, let parameters):
      ([route.pattern] + parameters.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }).joined(separator: " ")
    case .otherMethods(let methods): methods.joined(separator: ",")
    case .nothing: "nothing"
    }
  }

  @Test func theRowWithTheFewestParametersIsMeant() {
    #expect(found("POST", "sessions", "new") == "/sessions/new")
    #expect(found("POST", "sessions", "x") == "/sessions/{verb} verb=x")
    #expect(found("POST", "sessions", "x", "load") == "/sessions/{id}/load id=x")
    #expect(found("GET") == "/")
  }

  @Test func othersAreToldApart() {
    #expect(found("GET", "sessions", "x") == "DELETE,POST")
    #expect(found("DELETE", "sessions") == "GET")
    #expect(found("GET", "nothing") == "nothing")
    #expect(found("GET", "sessions", "x", "load", "more") == "nothing")
  }

  @Test func noTwoRowsAreTheSame() {
    let rows = Routes.core.map { "\($0.method) \($0.pattern)" }
    #expect(Set(rows).count == rows.count)
  }
}

import AgentCore
import AgentHTTP
import AgentSystem
import AgentTesting
import Testing

/// Redirects: which are followed, and what goes with them.
@Suite struct RedirectTests {
  let client = HTTPClient(environment: [:])
  let secrets: HTTPHeaders = ["Authorization": "Bearer canary", "x-api-key": "canary", "X-Own": "canary"]

  private func send(_ method: HTTPRequest.Method, to server: ScriptedModelServer) throws -> HTTPResponse {
    let request = HTTPRequest(method, try HTTPURL(server.origin + "/start"), headers: secrets)
    return try client.start(request, cancellation: Cancellation())
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func followsOnOneOriginWithEveryField(status: Int) throws {
    let server = try ScriptedModelServer([
      .status(status, headers: ["location": "next?a=b"]), .status(200, body: "there"),
    ])
    defer { server.close() }
    let response = try send(.get, to: server)
    #expect(try response.readAll() == Array("there".utf8))
    #expect(response.url.description == server.origin + "/next?a=b")
    #expect(server.requests.last?.path == "/next?a=b")
    #expect(server.requests.last?.headers["authorization"] == "Bearer canary")
  }

  @Test func takesNoSecretToAnotherOrigin() throws {
    let other = try ScriptedModelServer([.status(200, body: "other")])
    defer { other.close() }
    let server = try ScriptedModelServer([.status(302, headers: ["location": other.origin + "/x"])])
    defer { server.close() }
    #expect(try send(.get, to: server).readAll() == Array("other".utf8))
    let seen = try #require(other.requests.first)
    #expect(seen.headers.values.allSatisfy { !$0.contains("canary") })
  }

  @Test func takesNoSecretBackFromAnotherOrigin() throws {
    let server = try ScriptedModelServer([.status(200, body: "back")])
    defer { server.close() }
    let other = try ScriptedModelServer([.status(302, headers: ["location": server.origin + "/x"])])
    defer { other.close() }
    let first = try ScriptedModelServer([.status(302, headers: ["location": other.origin])])
    defer { first.close() }
    #expect(try send(.get, to: first).readAll() == Array("back".utf8))
    #expect(server.requests.allSatisfy { $0.headers.values.allSatisfy { !$0.contains("canary") } })
  }

  @Test func doesNotRedirectAPost() throws {
    let server = try ScriptedModelServer([.status(307, headers: ["location": "/next"])])
    defer { server.close() }
    #expect(try send(.post, to: server).status == 307)
    #expect(server.requests.count == 1)
  }

  @Test func stopsAfterFive() throws {
    let server = try ScriptedModelServer { _, _ in .status(302, headers: ["location": "/again"]) }
    defer { server.close() }
    let error = #expect(throws: AgentError.self) { try send(.get, to: server) }
    #expect(error?.code == .network)
    #expect(server.requests.count == 6)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user:pass@127.0.0.1/", "http://"])
  func refusesOtherPlaces(location: String) throws {
    let server = try ScriptedModelServer([.status(302, headers: ["location": location])])
    defer { server.close() }
    let error = #expect(throws: AgentError.self) { try send(.get, to: server) }
    #expect(error?.code == .protocolError)
  }
}

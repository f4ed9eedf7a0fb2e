import AgentCore
import AgentHTTP
import AgentSystem
import AgentTesting
import Testing

/// Requests over real sockets: what is sent, what comes back, and how it fails.
@Suite struct HTTPClientTests {
  let client = HTTPClient(environment: [:])

  private func get(_ server: ScriptedModelServer, _ path: String = "/", headers: HTTPHeaders = [:]) throws
    -> HTTPResponse
  {
    let request = HTTPRequest(.get, try HTTPURL(server.origin + path), headers: headers)
    return try client.start(request, cancellation: Cancellation())
  }

  @Test func sendsARequestAndReadsTheAnswer() throws {
    let server = try ScriptedModelServer([.status(201, headers: ["X-Reply": " yes "], body: "hello")])
    defer { server.close() }
    let request = HTTPRequest(
      .post, try HTTPURL(server.origin + "/v1/x?q=1"), headers: ["X-Ask": "please", "X-Empty": ""],
      body: Array("body".utf8))
    let response = try client.start(request, cancellation: Cancellation())
    #expect(response.status == 201)
    #expect(response.headers["x-reply"] == "yes")
    #expect(try response.readAll() == Array("hello".utf8))
    let seen = try #require(server.requests.first)
    #expect(seen.method == "POST" && seen.path == "/v1/x?q=1" && seen.body == Array("body".utf8))
    #expect(seen.headers["x-ask"] == "please" && seen.headers["x-empty"] == "")
    #expect(seen.headers["expect"] == nil)
  }

  @Test func sendsAnEmptyBody() throws {
    let server = try ScriptedModelServer([.status(200, body: "ok")])
    defer { server.close() }
    let request = HTTPRequest(.post, try HTTPURL(server.origin))
    #expect(try client.start(request, cancellation: Cancellation()).readAll() == Array("ok".utf8))
    #expect(server.requests.first?.headers["content-length"] == "0")
  }

  @Test func keepsTheConnectionForTheNextRequest() throws {
    let server = try ScriptedModelServer([.status(200, body: "1"), .status(200, body: "2")])
    defer { server.close() }
    for _ in 0..<2 { _ = try get(server).readAll() }
    #expect(server.requests.map(\.connection) == [0, 0])
  }

  @Test func manyTransfersRunAtOnce() throws {
    let server = try ScriptedModelServer { request, _ in
      .status(200, body: String(repeating: request.path, count: 10_000))
    }
    defer { server.close() }
    let sizes = Monitor<[Int]>([])
    let threads = (0..<8).map { number in
      Thread.start {
        let request = (try? HTTPURL(server.origin + "/\(number)")).map { HTTPRequest(.get, $0) }
        let body = try? request.map { try client.start($0, cancellation: Cancellation()).readAll() }
        sizes.withLock { $0.append(body?.count ?? 0) }
      }
    }
    for thread in threads { thread.join() }
    #expect(sizes.withLock { $0 } == [Int](repeating: 20_000, count: 8))
  }

  @Test func anEndOfTheConnectionCanEndTheBody() throws {
    let server = try ScriptedModelServer([.status(200, body: "all of it").untilClose])
    defer { server.close() }
    #expect(try get(server).readAll() == Array("all of it".utf8))
  }

  // MARK: - Failures

  @Test func aClosedPortIsANetworkError() throws {
    let server = try ScriptedModelServer()
    let origin = server.origin
    server.close()
    let error = #expect(throws: AgentError.self) {
      try client.start(HTTPRequest(.get, try HTTPURL(origin + "/secret")), cancellation: Cancellation())
    }
    #expect(error?.code == .network)
    #expect(error?.description == "\(origin): cannot connect")
  }

  @Test func anUnknownHostIsANetworkError() throws {
    let error = #expect(throws: AgentError.self) {
      try client.start(
        HTTPRequest(.get, try HTTPURL("http://no-such-host.invalid/")), cancellation: Cancellation())
    }
    #expect(error?.code == .network)
  }

  @Test func whatIsNoHTTPIsAnError() throws {
    let server = try ScriptedModelServer([.raw(Array("SSH-2.0-OpenSSH\r\n".utf8))])
    defer { server.close() }
    let error = #expect(throws: AgentError.self) { try get(server) }
    #expect(error?.exitCode == .temporary || error?.exitCode == .protocolError)
  }

  @Test(arguments: [false, true])
  func anEndBeforeTheHeadIsANetworkError(reset: Bool) throws {
    let server = try ScriptedModelServer([.raw([]).cut(at: 0, reset: reset)])
    defer { server.close() }
    let error = #expect(throws: AgentError.self) { try get(server) }
    #expect(error?.code == .network)
  }

  @Test(arguments: [(5, false), (5, true), (0, false), (0, true)])
  func anEndWithinTheBodyIsACutStream(offset: Int, reset: Bool) throws {
    let server = try ScriptedModelServer([.status(200, body: "hello world").cut(at: offset, reset: reset)])
    defer { server.close() }
    let error = #expect(throws: AgentError.self) { try get(server).readAll() }
    #expect(error?.code == .streamCut || error?.code == .network)
  }

  @Test func silenceEndsWithTheIdleTime() throws {
    let server = try ScriptedModelServer([.status(200, body: "hello").stalled(at: 2), .status(200).silent])
    defer { server.close() }
    let timeouts = HTTPTimeouts(idle: 100)
    let request = HTTPRequest(.get, try HTTPURL(server.origin), timeouts: timeouts)
    let response = try client.start(request, cancellation: Cancellation())
    #expect(try response.next() == Array("he".utf8))
    let error = #expect(throws: AgentError.self) { try response.next() }
    #expect(error?.code == .network)
    #expect(error?.message == "idle: the server sent nothing for 100ms")
    #expect(server.waitForDisconnects(1))
    let second = #expect(throws: AgentError.self) {
      try client.start(request, cancellation: Cancellation())
    }
    #expect(second?.code == .network)
  }

  @Test func theTotalTimeIsADeadline() throws {
    let server = try ScriptedModelServer([.status(200, body: "hello").stalled(at: 2)])
    defer { server.close() }
    let request = HTTPRequest(.get, try HTTPURL(server.origin), timeouts: HTTPTimeouts(total: 300))
    let error = #expect(throws: AgentError.self) {
      try client.start(request, cancellation: Cancellation()).readAll()
    }
    #expect(error?.code == .deadline)
  }

  @Test func aBodyAboveTheLimitIsRefused() throws {
    let server = try ScriptedModelServer([.status(200, body: String(repeating: "x", count: 1000))])
    defer { server.close() }
    let error = #expect(throws: AgentError.self) { try get(server).readAll(limit: 999) }
    #expect(error?.code == .tooLarge)
  }

  @Test func aMissingCertificateFileIsTold() throws {
    let client = HTTPClient(environment: ["SSL_CERT_FILE": "/no/such/file.pem"])
    let server = try ScriptedModelServer([.raw([])])
    defer { server.close() }
    let url = try HTTPURL("https://127.0.0.1:\(server.port)/")
    let error = #expect(throws: AgentError.self) {
      try client.start(HTTPRequest(.get, url), cancellation: Cancellation())
    }
    #expect(error?.code == .config)
  }

  @Test func aFieldThatWouldAddFieldsIsRefused() throws {
    let server = try ScriptedModelServer()
    defer { server.close() }
    let error = #expect(throws: AgentError.self) { try get(server, headers: ["X-A": "1\r\nX-B: 2"]) }
    #expect(error?.code == .usage)
    #expect(server.requests.isEmpty)
  }
}

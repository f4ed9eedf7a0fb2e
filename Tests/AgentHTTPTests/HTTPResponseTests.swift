import AgentCore
import AgentHTTP
import AgentSystem
import AgentTesting
import Testing

/// Reading a body as it comes: back-pressure, cancelling, giving up.
@Suite struct HTTPResponseTests {
  let client = HTTPClient(environment: [:])

  private func start(_ server: ScriptedModelServer, _ cancellation: Cancellation = Cancellation()) throws
    -> HTTPResponse
  {
    try client.start(HTTPRequest(.get, try HTTPURL(server.origin)), cancellation: cancellation)
  }

  @Test func aReaderThatWaitsMakesTheServerWait() throws {
    let size = 48 << 20
    let server = try ScriptedModelServer([.status(200, body: String(repeating: "x", count: size))])
    defer { server.close() }
    let response = try start(server)
    #expect(server.waitUntilBlocked())
    #expect(server.bytesSent < size / 2)
    var count = 0
    while let chunk = try response.next() { count += chunk.count }
    #expect(count == size)
  }

  @Test func aDripComesWhole() throws {
    let text = String((0..<2000).map { Character(Unicode.Scalar(UInt8(0x61 + $0 % 26))) })
    let server = try ScriptedModelServer([.status(200, body: text).dripping()])
    defer { server.close() }
    #expect(try start(server).readAll() == Array(text.utf8))
  }

  @Test func cancellingWakesTheReaderAndDropsTheConnection() throws {
    let server = try ScriptedModelServer([.status(200, body: "hello").stalled(at: 5)])
    defer { server.close() }
    let cancellation = Cancellation()
    let response = try start(server, cancellation)
    #expect(try response.next() == Array("hello".utf8))
    let waiting = Monitor(false)
    let outcome = Monitor<AgentError?>(nil)
    let reader = Thread.start {
      waiting.update { $0 = true }
      do throws(AgentError) { _ = try response.next() } catch { outcome.withLock { $0 = error } }
    }
    _ = waiting.wait { $0 ? true : nil }
    cancellation.cancel(.signal(2))
    reader.join()
    #expect(outcome.withLock { $0 }?.code == .interrupted)
    #expect(server.waitForDisconnects(1))
  }

  @Test func cancellingWakesWhoeverWaitsForTheHead() throws {
    let server = try ScriptedModelServer([.status(200).silent])
    defer { server.close() }
    let cancellation = Cancellation()
    let outcome = Monitor<AgentError?>(nil)
    let url = try HTTPURL(server.origin)
    let reader = Thread.start {
      do throws(AgentError) {
        _ = try client.start(HTTPRequest(.get, url), cancellation: cancellation)
      } catch {
        outcome.withLock { $0 = error }
      }
    }
    #expect(server.waitForRequests(1))
    cancellation.cancel(.deadline)
    reader.join()
    #expect(outcome.withLock { $0 }?.code == .deadline)
    #expect(server.waitForDisconnects(1))
  }

  @Test func nothingIsSentAfterACancellation() throws {
    let server = try ScriptedModelServer()
    defer { server.close() }
    let cancellation = Cancellation()
    cancellation.cancel(.requested("enough"))
    let error = #expect(throws: AgentError.self) { try start(server, cancellation) }
    #expect(error?.message == "interrupted: enough")
    #expect(server.requests.isEmpty)
  }

  @Test func bytesThatHaveComeAreNotHandedOutAfterACancellation() throws {
    let server = try ScriptedModelServer([.status(200, body: "hello")])
    defer { server.close() }
    let cancellation = Cancellation()
    let response = try start(server, cancellation)
    cancellation.cancel(.signal(15))
    let error = #expect(throws: AgentError.self) { try response.next() }
    #expect(error?.code == .terminated)
  }

  @Test func droppingAResponseDropsItsConnection() throws {
    let server = try ScriptedModelServer([.status(200, body: "hello").stalled(at: 2)])
    defer { server.close() }
    _ = try start(server)
    #expect(server.waitForDisconnects(1))
  }

  @Test func aCancelledTransferLeavesTheOthersAlone() throws {
    let server = try ScriptedModelServer([
      .status(200, body: "hello").stalled(at: 2), .status(200, body: "second"),
    ])
    defer { server.close() }
    let first = try start(server)
    let second = try start(server)
    first.cancel()
    #expect(try second.readAll() == Array("second".utf8))
    #expect(throws: AgentError.self) { while try first.next() != nil {} }
  }
}

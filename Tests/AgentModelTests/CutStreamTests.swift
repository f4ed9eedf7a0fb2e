import AgentCore
import AgentHTTP
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentModel

/// Streams cut at many places, in order and torn: half an answer is never taken for a whole one.
@Suite struct CutStreamTests {
  let http = HTTPClient(environment: [:])
  let answer = ScriptedReply.answer(
    .reasoning("Let me think: é 世界"), .text("I will look at the file."),
    .call(name: "read", arguments: "{\"path\":\"a.txt\",\"from\":1}", id: "c1"),
    .call(name: "list", arguments: "{}", id: "c2"))

  private func perform(_ server: ScriptedModelServer, _ dialect: DialectName, retries: Int = 0) throws
    -> Result<ModelResult, AgentError>
  {
    let client = ModelClient(
      endpoint: try ModelEndpoint(dialect: dialect, baseURL: server.baseURL), http: http,
      retry: RetryPolicy(retries: retries), timeouts: ModelTimeouts(idle: 20_000))
    let request = ModelRequest(model: "m", input: [["role": "user", "content": "Hi"]])
    return Result { () throws(AgentError) in
      try client.perform(
        request, cancellation: Cancellation(), onEvent: { _ throws(AgentError) in },
        onRetry: { _ throws(AgentError) in })
    }
  }

  /// The size of the whole body, its chunk frames left out.
  private func size(_ dialect: DialectName) throws -> Int {
    let server = try ScriptedModelServer([answer.untilClose])
    defer { server.close() }
    let head = "HTTP/1.1 200 Scripted\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
    _ = try perform(server, dialect).get()
    _ = server.waitForDisconnects(1)
    return server.bytesSent - head.utf8.count
  }

  @Test(arguments: DialectName.allCases, [false, true])
  func halfAnAnswerIsNone(dialect: DialectName, reset: Bool) throws {
    let size = try size(dialect)
    let offsets = Array(stride(from: 0, to: size, by: max(1, size / 120)))
    let server = try ScriptedModelServer { _, number in
      let reply = number < offsets.count ? answer.cut(at: offsets[number], reset: reset) : answer
      return number % 2 == 0 ? reply : reply.untilClose
    }
    defer { server.close() }
    var whole: Set<Int> = []
    for offset in offsets {
      switch try perform(server, dialect) {
      case .success(let result):
        // Only what stands behind the sign of a good end may be missing.
        whole.insert(offset)
        #expect(result.items.filter { $0["type"] == "function_call" }.map { $0["call_id"] } == ["c1", "c2"])
        #expect(
          result.items.compactMap { $0["arguments"]?.string }.allSatisfy { (try? JSON(parsing: $0)) != nil })
      case .failure(let error):
        #expect(error.code == .streamCut || error.code == .network)
      }
    }
    #expect(whole.allSatisfy { $0 > size / 2 })
    #expect(server.requests.count == offsets.count)
  }

  @Test(arguments: DialectName.allCases)
  func aCutStreamIsStartedAnew(dialect: DialectName) throws {
    let server = try ScriptedModelServer([answer.cut(at: 400), .text("whole")])
    defer { server.close() }
    let result = try perform(server, dialect, retries: 1).get()
    #expect(result.items.count == 1)
    #expect(result.items[0]["content"]?[0]?["text"] == "whole")
  }
}

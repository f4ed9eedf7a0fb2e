import AgentCore
import AgentHTTP
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentModel

/// Whole requests against a scripted server, in both dialects.
@Suite struct ModelClientTests {
  let http = HTTPClient(environment: [:])

  /// What one request gave.
  struct Outcome {
    var result: ModelResult?
    var error: AgentError?
    var events: [ModelEvent] = []
    var retries: [RetryNotice] = []

    /// The text of the deltas since the last retry.
    var text: String {
      events.reduce(into: "") { text, event in
        if case .delta(_, .text, let delta) = event { text += delta }
      }
    }

    /// The text of the result's messages.
    var answer: String? {
      result?.items.compactMap { $0["content"]?[0]?["text"]?.string }.joined()
    }
  }

  private func perform(
    _ server: ScriptedModelServer, _ dialect: DialectName, request: ModelRequest? = nil,
    retry: RetryPolicy = RetryPolicy(retries: 0), key: Secret? = nil, idle: Int = 20_000,
    cancellation: Cancellation = Cancellation(), sideEffects: Bool = false
  ) throws -> Outcome {
    let client = ModelClient(
      endpoint: try ModelEndpoint(dialect: dialect, baseURL: server.baseURL, key: key), http: http,
      retry: retry, timeouts: ModelTimeouts(idle: idle))
    let request = request ?? ModelRequest(model: "m", input: [["role": "user", "content": "Hi"]])
    var outcome = Outcome()
    do throws(AgentError) {
      outcome.result = try client.perform(
        request, cancellation: cancellation, sideEffects: sideEffects,
        onEvent: { event throws(AgentError) in outcome.events.append(event) },
        onRetry: { notice throws(AgentError) in
          outcome.retries.append(notice)
          outcome.events = []
        })
    } catch {
      outcome.error = error
    }
    return outcome
  }

  // MARK: - Answers

  @Test(arguments: DialectName.allCases)
  func givesTheWholeAnswer(dialect: DialectName) throws {
    let server = try ScriptedModelServer([
      .answer(
        .reasoning("thinking it over"), .text("hello there"),
        .call(name: "read", arguments: "{\"a\":1}", id: "c1"))
    ])
    defer { server.close() }
    let outcome = try perform(server, dialect, key: Secret("sk-1"))
    let result = try #require(outcome.result)
    #expect(result.items.map { $0["type"]?.string } == ["reasoning", "message", "function_call"])
    #expect(result.items[1]["content"]?[0]?["text"] == "hello there")
    #expect(result.items[2]["call_id"] == "c1" && result.items[2]["arguments"] == "{\"a\":1}")
    #expect(result.usage == TokenUsage(input: 11, cachedInput: 2, output: 7, reasoningOutput: 1))
    #expect(result.stopReason == "completed" && result.status == 200)
    #expect(result.responseID?.isEmpty == false)
    #expect(result.firstTokenMilliseconds <= result.durationMilliseconds)
    #expect(outcome.text == "hello there")
    let seen = try #require(server.requests.first)
    #expect(seen.path == (dialect == .chat ? "/v1/chat/completions" : "/v1/responses"))
    #expect(seen.headers["authorization"] == "Bearer sk-1")
    #expect(seen.headers["content-type"] == "application/json")
  }

  @Test(arguments: DialectName.allCases)
  func takesOneJSONValueForAStream(dialect: DialectName) throws {
    let server = try ScriptedModelServer([.text("whole").whole])
    defer { server.close() }
    #expect(try perform(server, dialect).answer == "whole")
  }

  @Test(arguments: DialectName.allCases)
  func tellsWhyItStopped(dialect: DialectName) throws {
    let server = try ScriptedModelServer([.text("cut off").stopping("max_output_tokens")])
    defer { server.close() }
    #expect(try perform(server, dialect).result?.stopReason == "max_output_tokens")
  }

  @Test(arguments: DialectName.allCases)
  func aDripIsTheSameAnswer(dialect: DialectName) throws {
    let server = try ScriptedModelServer([
      .answer(.text("drip é 世界 🌍"), .call(name: "f", arguments: "{}")).dripping()
    ])
    defer { server.close() }
    let outcome = try perform(server, dialect)
    #expect(outcome.answer == "drip é 世界 🌍")
    #expect(outcome.result?.items.count == 2)
  }

  @Test(arguments: DialectName.allCases)
  func manyDeltasAndHugeEvents(dialect: DialectName) throws {
    let many = String(repeating: "x", count: 20_000)
    let huge = String(repeating: "y", count: 10 << 20)
    let server = try ScriptedModelServer([.text(many).deltas(of: 1), .text(huge).deltas(of: huge.utf8.count)])
    defer { server.close() }
    #expect(try perform(server, dialect).text == many)
    #expect(try perform(server, dialect).answer?.utf8.count == huge.utf8.count)
  }

  @Test(arguments: DialectName.allCases)
  func brokenEventsAreSkippedWithANotice(dialect: DialectName) throws {
    let server = try ScriptedModelServer([.text("fine").inserting("data: {\"broken\n\n", after: 2)])
    defer { server.close() }
    let outcome = try perform(server, dialect)
    #expect(outcome.answer == "fine")
    #expect(
      outcome.events.contains { if case .notice("stream_event_skipped", _) = $0 { true } else { false } })
  }

  @Test(arguments: DialectName.allCases)
  func argumentsThatAreNoJSONAreHandedOnAsTheyAre(dialect: DialectName) throws {
    let server = try ScriptedModelServer([.answer(.call(name: "f", arguments: "{\"a\": nope"))])
    defer { server.close() }
    #expect(try perform(server, dialect).result?.items.first?["arguments"] == "{\"a\": nope")
  }

  @Test func limitsInHeadersAreTold() throws {
    let body = "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\"}}\n\n"
    let server = try ScriptedModelServer([
      .status(200, headers: ["X-RateLimit-Remaining-Requests": "7", "X-Other": "1"], body: body)
    ])
    defer { server.close() }
    let events = try perform(server, .responses).events
    #expect(events.first == .rateLimit(["x-ratelimit-remaining-requests": "7"]))
  }

  @Test func connectionsAreKept() throws {
    let server = try ScriptedModelServer()
    defer { server.close() }
    for _ in 0..<3 { #expect(try perform(server, .chat).answer == "Hi") }
    #expect(Set(server.requests.map(\.connection)) == [0])
  }

  // MARK: - Failures

  @Test(arguments: [
    (ScriptedReply.status(400, body: #"{"error":{"message":"bad"}}"#), ErrorCode.badRequest, 1),
    (.failure(400, code: "context_length_exceeded", message: "long"), .contextLength, 65),
    (.failure(401, code: "invalid_api_key", message: "who"), .auth, 77),
    (.failure(404, code: "model_not_found", message: "what"), .missingTool, 69),
    (.failure(429, code: "insufficient_quota", message: "pay"), .quota, 69),
    (.status(413), .tooLarge, 65), (.status(429), .rateLimited, 75), (.status(500), .overloaded, 75),
    (.status(529), .overloaded, 75), (.html(502), .overloaded, 75), (.html(200), .protocolError, 76),
    (.status(200, body: #"{"hello":"world"}"#), .protocolError, 76),
    (.status(200, body: #"{"error":{"message":"no","code":"rate_limit_exceeded"}}"#), .rateLimited, 75),
    (.status(200, body: ""), .streamCut, 75), (.status(200, body: "{\"id\":"), .streamCut, 75),
    (.status(307, headers: ["location": "/elsewhere"]), .config, 78),
    (.text("never ends").withoutTerminal, .streamCut, 75), (.raw([]), .network, 75),
  ])
  func everyFailureHasItsCode(reply: ScriptedReply, code: ErrorCode, exit: Int) throws {
    for dialect in DialectName.allCases {
      let server = try ScriptedModelServer([reply])
      defer { server.close() }
      let outcome = try perform(server, dialect)
      #expect(outcome.error?.code == code)
      #expect(outcome.error.map { Int($0.exitCode.rawValue) } == exit)
      #expect(outcome.result == nil)
      #expect(server.requests.count == 1)
    }
  }

  @Test func silenceIsANetworkError() throws {
    let server = try ScriptedModelServer([.text("hello").stalled(at: 200)])
    defer { server.close() }
    let error = try #require(try perform(server, .responses, idle: 100).error)
    #expect(error.code == .network)
    #expect(error.message == "idle: the server sent nothing for 100ms")
  }

  @Test func aServerThatRepeatsTheKeyDoesNotGetItIntoTheMessage() throws {
    let server = try ScriptedModelServer([
      .failure(401, code: "invalid_api_key", message: "Incorrect API key provided: sk-canary.")
    ])
    defer { server.close() }
    let error = try #require(try perform(server, .responses, key: Secret("sk-canary")).error)
    #expect(error.message == "Incorrect API key provided: <secret>.")
  }

  @Test func afterSideEffectsATemporaryFailureIsNotSafeToRepeat() throws {
    let server = try ScriptedModelServer([.status(503), .failure(401, code: "x", message: "y")])
    defer { server.close() }
    #expect(try perform(server, .chat, sideEffects: true).error?.exitCode == .unavailable)
    #expect(try perform(server, .chat, sideEffects: true).error?.exitCode == .notPermitted)
  }

  @Test func cancellingEndsItAtOnce() throws {
    let server = try ScriptedModelServer([.text("hello").stalled(at: 200)])
    defer { server.close() }
    let cancellation = Cancellation()
    let canceller = Thread.start {
      _ = server.waitForRequests(1)
      cancellation.cancel(.signal(2))
    }
    let outcome = try perform(server, .responses, retry: RetryPolicy(), cancellation: cancellation)
    canceller.join()
    #expect(outcome.error?.code == .interrupted)
    #expect(outcome.retries.isEmpty)
    #expect(server.waitForDisconnects(1))
  }

  @Test func whatTheCallerThrowsEndsItAtOnce() throws {
    let server = try ScriptedModelServer()
    defer { server.close() }
    let client = ModelClient(endpoint: try ModelEndpoint(dialect: .chat, baseURL: server.baseURL), http: http)
    let error = #expect(throws: AgentError.self) {
      try client.perform(
        ModelRequest(model: "m", input: [["role": "user", "content": "Hi"]]), cancellation: Cancellation(),
        onEvent: { _ throws(AgentError) in throw AgentError(.outputClosed, "the reader has gone") },
        onRetry: { _ throws(AgentError) in })
    }
    #expect(error?.code == .outputClosed)
    #expect(server.requests.count == 1)
  }

  // MARK: - Retries

  @Test func triesAgainAndTellsSo() throws {
    let server = try ScriptedModelServer([
      .status(500, body: #"{"error":{"message":"oops"}}"#), .status(429, headers: ["retry-after-ms": "5"]),
      .text("at last"),
    ])
    defer { server.close() }
    let outcome = try perform(server, .responses, retry: RetryPolicy(retries: 5))
    #expect(outcome.answer == "at last")
    #expect(outcome.retries.map(\.attempt) == [1, 2])
    #expect(outcome.retries.map(\.max) == [5, 5])
    #expect(outcome.retries.map(\.status) == [500, 429])
    #expect(outcome.retries.map(\.cause) == ["oops", "HTTP status 429"])
    #expect(outcome.retries.map(\.retryAfterMilliseconds) == [nil, 5])
    #expect(outcome.retries[1].delayMilliseconds == 5)
    #expect(Set(server.requests.map(\.body)).count == 1)
  }

  @Test func neverSendsMoreThanItsRetries() throws {
    let server = try ScriptedModelServer { _, _ in .status(429, headers: ["retry-after-ms": "1"]) }
    defer { server.close() }
    let outcome = try perform(server, .chat, retry: RetryPolicy(retries: 7))
    #expect(server.requests.count == 8)
    #expect(outcome.error?.code == .rateLimited)
    #expect(outcome.retries.count == 7)
  }

  @Test func aWaitThatIsTooLongIsNotBegun() throws {
    let server = try ScriptedModelServer([.status(429, headers: ["retry-after": "61"])])
    defer { server.close() }
    let outcome = try perform(server, .chat, retry: RetryPolicy(retries: 5, time: 60_000))
    #expect(outcome.retries.isEmpty)
    #expect(outcome.error?.retryAfterMilliseconds == 61_000)
  }

  @Test func itemsOfABrokenAttemptAreVoid() throws {
    let first = ScriptedReply.answer(.reasoning("r"), .text("first"))
    let server = try ScriptedModelServer([first.withoutTerminal, .text("second")])
    defer { server.close() }
    let outcome = try perform(server, .responses, retry: RetryPolicy(retries: 1))
    #expect(outcome.retries.first?.void == [0, 1])
    #expect(outcome.answer == "second")
    #expect(outcome.result?.items.count == 1)
  }

  @Test func aCancellationEndsTheWait() throws {
    let server = try ScriptedModelServer([.status(429, headers: ["retry-after": "50"])])
    defer { server.close() }
    let cancellation = Cancellation()
    let client = ModelClient(
      endpoint: try ModelEndpoint(dialect: .chat, baseURL: server.baseURL), http: http, retry: RetryPolicy())
    let error = #expect(throws: AgentError.self) {
      try client.perform(
        ModelRequest(model: "m", input: []), cancellation: cancellation,
        onEvent: { _ throws(AgentError) in },
        onRetry: { _ throws(AgentError) in cancellation.cancel(.signal(15)) })
    }
    #expect(error?.code == .terminated)
    #expect(server.requests.count == 1)
  }
}

import AgentCore
import AgentHTTP
import AgentJSON
import AgentSystem
import Testing

@testable import AgentModel

/// What servers and gateways say when they fail, and which of our errors it is.
@Suite struct ServerFailureTests {
  private func read(_ status: Int, _ body: String, _ headers: HTTPHeaders = [:]) -> ServerFailure {
    ServerFailure(
      status: status, headers: headers, body: Array(body.utf8), now: Timestamp(milliseconds: 0))
  }

  @Test(arguments: [
    (400, #"{"error":{"message":"m","code":"context_length_exceeded"}}"#, ErrorCode.contextLength),
    (
      400, #"{"error":{"code":400,"message":"m","type":"exceed_context_size_error","n_ctx":4096}}"#,
      .contextLength
    ),
    (400, #"{"error":{"message":"This model's maximum context length is 8192 tokens"}}"#, .contextLength),
    (400, #"{"error":{"message":"m","type":"invalid_request_error"}}"#, .badRequest),
    (400, #"{"error":{"message":"flagged","code":"invalid_prompt"}}"#, .refusal),
    (401, #"{"error":{"message":"m","code":"invalid_api_key"}}"#, .auth), (403, "", .auth),
    (402, "", .quota), (404, #"{"error":{"message":"no model x","code":"model_not_found"}}"#, .missingTool),
    (404, "404 page not found", .missingTool), (408, "", .overloaded), (409, "", .overloaded),
    (413, "", .tooLarge), (422, #"{"detail":[{"msg":"field required"}]}"#, .badRequest),
    (429, "", .rateLimited), (429, #"{"error":{"message":"m","code":"insufficient_quota"}}"#, .quota),
    (429, #"{"error":{"message":"m","type":"usage_limit_reached","resets_at":1}}"#, .quota),
    (500, "", .overloaded),
    (501, #"{"error":{"code":501,"message":"m","type":"not_supported_error"}}"#, .badRequest),
    (503, #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#, .overloaded),
    (529, #"{"type":"error","error":{"type":"overloaded_error","message":"m"}}"#, .overloaded),
    (302, "", .config),
  ])
  func means(_ status: Int, _ body: String, _ code: ErrorCode) {
    #expect(read(status, body).errorCode == code)
  }

  @Test(arguments: [
    (#"{"error":{"message":"m"}}"#, "m"), (#"{"error":"text"}"#, "text"), (#"{"detail":"d"}"#, "d"),
    (#"{"detail":[{"msg":"a"},{"msg":"b"}]}"#, "a; b"), (#"{"detail":{"message":"in","code":"c"}}"#, "in"),
    (#"{"message":"plain"}"#, "plain"), (#"{"error":{"code":"only_code"}}"#, "only_code"),
    ("<html><head><title>502 Bad Gateway</title></head></html>", "502 bad gateway"),
    ("<!doctype html><p>x</p>", "an HTML page"), ("upstream\nconnect  error", "upstream connect error"),
    ("", "HTTP status 500"), (#"{"error":{}}"#, "an error without a message"),
  ])
  func takesTheMessage(_ body: String, _ message: String) {
    #expect(read(500, body).message == message)
  }

  @Test func aLongBodyIsShortened() {
    #expect(read(500, String(repeating: "x", count: 5000)).message.count == 301)
  }

  @Test func headersCountBeforeTheMessage() {
    let body = #"{"error":{"message":"try again in 9s"}}"#
    #expect(read(429, body).retryAfterMilliseconds == 9000)
    #expect(read(429, body, ["retry-after": "1"]).retryAfterMilliseconds == 1000)
    #expect(read(429, body, ["X-Should-Retry": "False"]).shouldRetry == false)
  }

  @Test func theErrorTellsTheOriginAndWhatToDo() {
    let error = read(404, "not found").agentError(origin: "http://h")
    #expect(error.description == "http://h: not found (check --base-url and --provider)")
    #expect(error.status == 404)
    #expect(error.exitCode == .unavailable)
  }

  @Test func whatIsNoErrorIsNone() {
    for text in [#"{"error":null,"choices":[]}"#, #"{"type":"response.created"}"#, "[]", "1"] {
      #expect((try? JSON(parsing: text)).flatMap { ServerFailure(json: $0) } == nil)
    }
  }
}

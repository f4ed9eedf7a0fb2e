import AgentJSON
import AgentTesting

/// One way in which an answer may be odd or broken, and how the turn must end then.
struct StreamCase: Sendable, CustomStringConvertible {
  var title: String
  /// nil: in both dialects.
  var dialect: String?
  /// Answers every request until one ends well; then come words without calls.
  var reply: ScriptedReply
  /// The process's, and `error.code` of the terminal event.
  var status: Int32
  var code: String?
  /// Requests that must have come, with `--retries 1`.
  var requests = 1
  /// The `code` of a notice that must be in the log.
  var notice: String?

  var description: String { title }

  private static func ok(
    _ title: String, _ reply: ScriptedReply, in dialect: String? = nil, notice: String? = nil,
    requests: Int = 1
  ) -> StreamCase {
    StreamCase(title: title, dialect: dialect, reply: reply, status: 0, requests: requests, notice: notice)
  }

  private static func failed(
    _ title: String, _ reply: ScriptedReply, _ status: Int32, _ code: String, requests: Int = 1,
    in dialect: String? = nil, notice: String? = nil
  ) -> StreamCase {
    StreamCase(
      title: title, dialect: dialect, reply: reply, status: status, code: code, requests: requests,
      notice: notice)
  }

  private static let fine = ScriptedReply.text("fine words")

  private static func inserting(_ text: String) -> ScriptedReply { fine.inserting(text, after: 2) }

  private static func inserting(_ bytes: [UInt8], path: String) -> ScriptedReply {
    .stream(bytes + fine.streamBytes(path: path))
  }

  private static func call(_ arguments: String) -> ScriptedReply {
    .answer(.call(name: "list", arguments: arguments, id: "c1"))
  }

  private static let badUTF8: [UInt8] =
    Array("data: {\"type\":\"x\",\"text\":\"".utf8) + [0xff, 0xc0, 0x80, 0xe4, 0xb8] + Array("\"}\n\n".utf8)

  static let all: [StreamCase] = [
    // Passed over.
    ok("bad JSON", inserting("data: {broken\n\n"), notice: "stream_event_skipped"),
    ok("half a number", inserting("data: {\"a\":1e}\n\n"), notice: "stream_event_skipped"),
    ok("NaN", inserting("data: {\"a\":NaN}\n\n"), notice: "stream_event_skipped"),
    ok(
      "bad UTF-8", inserting(badUTF8, path: "/v1/responses"), in: "responses", notice: "stream_event_skipped"),
    ok(
      "bad UTF-8", inserting(badUTF8, path: "/chat/completions"), in: "chat", notice: "stream_event_skipped"),
    ok(
      "nesting without end", inserting("data: " + String(repeating: "[", count: 100_000) + "\n\n"),
      notice: "stream_event_skipped"),
    ok("an unknown event", inserting("event: new.thing\ndata: {\"type\":\"new.thing\"}\n\n")),
    ok(
      "comments and empty events", inserting(": ping\n\n\n\n: ping\n\ndata:\n\n"),
      notice: "stream_event_skipped"),
    ok("unknown fields", inserting("foo: bar\nid: 7\nretry: x\nbaz\n\n")),
    ok("[DONE] in the middle", inserting("data: [DONE]\n\n"), in: "responses"),
    ok("[DONE] at the end", fine.inserting("data: [DONE]\n\n", after: 1000), in: "responses"),
    ok("one JSON value", fine.whole),
    ok("no length, no chunks", fine.untilClose),

    // Not a model's answer.
    failed("an HTML page", .html(200), 76, "protocol"),
    failed("an HTML page of a gateway", .html(502), 75, "overloaded", requests: 2),
    failed("JSON that is no answer", .status(200, body: "{\"hello\":1}"), 76, "protocol"),
    failed("JSON that is no object", .status(200, body: "[1,2]"), 76, "protocol"),
    failed("half a JSON value", .status(200, body: "{\"id\":\"x\",\"ou"), 75, "stream_cut", requests: 2),
    failed("nothing", .status(200, body: ""), 75, "stream_cut", requests: 2),
    failed("white space", .stream("\n\n  \n"), 75, "stream_cut", requests: 2),
    failed("no HTTP", .raw(Array("220 smtp ready\r\n".utf8)), 75, "network", requests: 2),
    failed("a closed connection", .raw([]), 75, "network", requests: 2),
    failed("no terminal event", fine.withoutTerminal, 75, "stream_cut", requests: 2),
    failed("only [DONE]", .stream("data: [DONE]\n\n"), 75, "stream_cut", requests: 2),

    // Errors in other places than the status.
    failed(
      "an error with status 200",
      .status(200, body: #"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#),
      75, "rate_limited", requests: 2),
    failed(
      "a quota with status 200",
      .status(200, body: #"{"error":{"message":"pay","code":"insufficient_quota"}}"#),
      69, "quota"),
    failed("a detail", .status(422, body: #"{"detail":[{"msg":"field required"}]}"#), 1, "bad_request"),
    failed(
      "an error in the stream", inserting("data: {\"error\":{\"message\":\"overloaded\"}}\n\n"), 75,
      "overloaded",
      requests: 2),
    failed(
      "an error event", inserting("event: error\ndata: {\"message\":\"no\",\"code\":\"server_error\"}\n\n"),
      75,
      "overloaded", requests: 2),
    failed(
      "response.failed",
      inserting(
        #"data: {"type":"response.failed","response":{"status":"failed","error":{"code":"context_length_exceeded","message":"long"}}}"#
          + "\n\n"), 65, "context_length", in: "responses"),

    // Calls that nobody can carry out: the model is told.
    ok("arguments that are no JSON", call("{\"depth\": nope"), requests: 2),
    ok("arguments that are no object", call("[1,2]"), requests: 2),
    ok("arguments with NaN", call("{\"depth\":NaN}"), requests: 2),
    ok("empty arguments", call(""), requests: 2),
    ok("arguments of a wrong type", call("{\"depth\":\"deep\"}"), requests: 2),
    ok("deep arguments", call(nested(511)), requests: 2),
    ok("endlessly deep arguments", call(nested(100_000)), requests: 2),
    ok(
      "huge arguments",
      .answer(.call(name: "list", arguments: "{\"path\":\"\(String(repeating: "x", count: 10 << 20))\"}"))
        .deltas(of: 1 << 20), requests: 2),
    ok(
      "calls of one id",
      .answer(
        .call(name: "list", arguments: "{}", id: "same"), .call(name: "list", arguments: "{}", id: "same")),
      requests: 2),
    ok("a tool that is not there", .toolCall("no such tool", [:]), requests: 2),
    ok("a call without a name", .toolCall("", [:]), requests: 2),
    ok("a call with an empty id", .toolCall("list", [:], id: ""), requests: 2),
  ]

  /// `{"a":{"a":…}}`, so many levels.
  private static func nested(_ levels: Int) -> String {
    String(repeating: "{\"a\":", count: levels) + "1" + String(repeating: "}", count: levels)
  }
}

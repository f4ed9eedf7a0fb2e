import AgentJSON
import AgentCore
import Testing

@testable import AgentServe

/// The events of a turn, as the answer that each API tells.
@Suite struct OpenAIAnswerTests {
  static let begin = [
    #"{"type":"thread.started","seq":1,"session":"20260801T101500.123Z-ab12","turn":null,"model":"m1"}"#,
    #"{"type":"turn.started","seq":2,"session":"20260801T101500.123Z-ab12","turn":3}"#,
  ]
  static let done =
    #"{"type":"turn.completed","usage":{"input_tokens":5,"cached_input_tokens":1,"output_tokens":3,"#
    + #""reasoning_output_tokens":2},"stop_reason":"completed","exit_code":0}"#

  static func delta(_ text: String, _ id: String = "i1", kind: String = "text") -> String {
    "{\"type\":\"item.delta\",\"item_id\":\"\(id)\",\"kind\":\"\(kind)\",\"offset\":0,\"delta\":\"\(text)\"}"
  }

  static func message(_ text: String, _ id: String = "i1", phase: String? = nil) -> String {
    let phase = phase.map { ",\"raw\":{\"phase\":\"\($0)\"}" } ?? ""
    return
      "{\"type\":\"item.completed\",\"item\":{\"id\":\"\(id)\",\"type\":\"agent_message\",\"text\":\"\(text)\"}\(phase)}"
  }

  static func failed(_ code: String, _ more: String = "") -> String {
    "{\"type\":\"turn.failed\",\"error\":{\"code\":\"\(code)\",\"message\":\"told\"\(more)},\"exit_code\":1}"
  }

  private func read(_ lines: [String]) -> (answer: OpenAIAnswer, pieces: [OpenAIAnswer.Piece]) {
    var answer = OpenAIAnswer()
    var pieces: [OpenAIAnswer.Piece] = []
    for line in Self.begin + lines { pieces += answer.take(Array(line.utf8)) }
    pieces += answer.finish()
    return (answer, pieces)
  }

  @Test func wordsComeAsTheyAreSaid() {
    let (answer, pieces) = read([Self.delta("Hel"), Self.delta("lo"), Self.message("Hello"), Self.done])
    #expect(pieces == [.began, .text("Hel"), .text("lo"), .done("Hello"), .ended(.completed)])
    #expect(answer.text == "Hello")
    #expect(answer.session == "20260801T101500.123Z-ab12")
    #expect(answer.turn == 3)
    #expect(answer.model == "m1")
  }

  @Test func whatDeltasLackComesWithTheItem() {
    #expect(
      read([Self.delta("Hel"), Self.message("Hello"), Self.done]).pieces
        == [.began, .text("Hel"), .text("lo"), .done("Hello"), .ended(.completed)])
    #expect(
      read([Self.message("Hello"), Self.done]).pieces
        == [.began, .text("Hello"), .done("Hello"), .ended(.completed)])
  }

  @Test func aLongTextThatIsInABlobIsThatOfItsDeltas() {
    let item =
      #"{"type":"item.completed","item":{"id":"i1","type":"agent_message","text":{"blob":"x","bytes":9}}}"#
    let (answer, pieces) = read([Self.delta("Hello"), item, Self.done])
    #expect(pieces == [.began, .text("Hello"), .done("Hello"), .ended(.completed)])
    #expect(answer.text == "Hello")
  }

  @Test func whatIsSaidBeforeACallIsNoPartOfTheAnswer() {
    let call = #"{"type":"item.started","item":{"id":"c1","type":"tool_call"}}"#
    let next = #"{"type":"request.started","req":2}"#
    let (answer, pieces) = read([
      Self.delta("Let me see"), Self.message("Let me see"), call, next,
      Self.delta("secret", "r", kind: "reasoning"),
      Self.delta("Two", "i2"), Self.message("Two", "i2"), Self.done,
    ])
    #expect(answer.text == "Two")
    #expect(
      pieces == [
        .began, .text("Let me see"), .done("Let me see"), .began, .text("Two"), .done("Two"),
        .ended(.completed),
      ])
  }

  @Test func whereThereArePhasesTheFinalAnswerCounts() {
    let (answer, _) = read([
      Self.message("thinking", "i1", phase: "commentary"), Self.message("42", "i2", phase: "final_answer"),
      Self.done,
    ])
    #expect(answer.text == "42")
  }

  @Test func aBrokenAttemptIsNotPartOfTheAnswer() {
    let (answer, pieces) = read([
      Self.delta("Hel"), #"{"type":"retry","attempt":1,"void":[]}"#, Self.delta("Hi"), Self.message("Hi"),
      Self.done,
    ])
    #expect(answer.text == "Hi")
    #expect(
      pieces == [
        .began, .text("Hel"), .broken("Hel"), .began, .text("Hi"), .done("Hi"), .ended(.completed),
      ])
    let (other, _) = read([
      Self.message("One"), #"{"type":"retry","attempt":1,"void":["i1"]}"#, Self.message("Two", "i2"),
      Self.done,
    ])
    #expect(other.text == "Two")
  }

  @Test func anAnswerAtTheLimitIsCut() {
    let (answer, pieces) = read([Self.delta("Hel"), Self.failed("limit_tokens")])
    #expect(pieces == [.began, .text("Hel"), .done("Hel"), .ended(.cut)])
    #expect(answer.text == "Hel")
    let late =
      #"{"type":"turn.failed","error":{"code":"limit_tokens","message":"x"},"partial_text":"Hal","exit_code":3}"#
    #expect(read([late]).answer.text == "Hal")
  }

  @Test func aTurnThatWasKilledHasFailed() {
    guard case .failed(let error)? = read([Self.delta("Hel")]).answer.ending else {
      Issue.record("it has not failed")
      return
    }
    #expect(error.status == 503)
    #expect(!error.isRetryable)
  }

  /// Which status and code a client sees of each error of a turn, and whether it may try again.
  @Test(arguments: [
    ("rate_limited", "", 429, "rate_limit_exceeded", "rate_limit_error", true),
    ("quota", "", 429, "insufficient_quota", "insufficient_quota", false),
    ("session_busy", "", 409, "session_busy", "conflict_error", true),
    ("overloaded", "", 503, "overloaded", "server_error", true),
    ("network", "", 503, "network", "server_error", true),
    ("context_length", "", 400, "context_length_exceeded", "invalid_request_error", false),
    ("bad_request", #","status":404"#, 404, "bad_request", "not_found_error", false),
    ("bad_request", #","status":400"#, 400, "bad_request", "invalid_request_error", false),
    ("bad_data", "", 400, "bad_data", "invalid_request_error", false),
    ("too_large", "", 413, "too_large", "invalid_request_error", false),
    ("auth", "", 403, "auth", "permission_error", false),
    ("auth", #","status":401"#, 403, "auth", "permission_error", false),
    ("missing_tool", #","status":404"#, 404, "model_not_found", "not_found_error", false),
    ("missing_tool", "", 500, "missing_tool", "server_error", false),
    ("approval_denied", "", 403, "approval_denied", "permission_error", false),
    ("session_missing", "", 404, "session_missing", "not_found_error", false),
    ("limit_requests", "", 422, "limit_requests", "invalid_request_error", false),
    ("loop", "", 422, "loop", "invalid_request_error", false),
    ("deadline", "", 504, "deadline", "server_error", false),
    ("protocol", "", 502, "protocol", "server_error", false),
    ("config", "", 500, "config", "server_error", false),
    ("internal", "", 500, "internal", "server_error", false),
    ("never_heard_of", "", 500, "internal", "server_error", false),
  ])
  func anErrorHasAStatus(
    code: String, more: String, status: Int, told: String, type: String, isRetryable: Bool
  ) throws {
    // The exit status of a transient failure is 75 unless something has run.
    let line = Self.failed(code, more).replacing(
      "\"exit_code\":1", with: isRetryable ? "\"exit_code\":75" : "\"exit_code\":1")
    guard case .failed(let error)? = read([line]).answer.ending else {
      Issue.record("it has not failed")
      return
    }
    #expect(error.status == status)
    #expect(error.code == told)
    #expect(error.type == type)
    #expect(error.isRetryable == isRetryable)
    guard case .whole(let sent, let headers, let body) = error.answer else { return }
    #expect(sent == status)
    #expect(headers.contains { $0 == ("x-should-retry", isRetryable ? "true" : "false") })
    let json = try JSON(parsing: body)
    #expect(json["error"]?["message"] == "told")
    #expect(json["error"]?.object?.keys == ["message", "type", "param", "code"])
  }

  @Test func whatHasRunSomethingIsNotTriedAgain() {
    let line = Self.failed("overloaded").replacing("\"exit_code\":1", with: "\"exit_code\":69")
    guard case .failed(let error)? = read([line]).answer.ending else {
      Issue.record("it has not failed")
      return
    }
    #expect(error.status == 503)
    #expect(!error.isRetryable)
  }

  // MARK: - Forms

  private func stream(_ form: some OpenAIForm, _ lines: [String]) -> [JSON?] {
    var form = form
    var answer = OpenAIAnswer()
    var parser = SSEParser()
    var events: [SSEParser.Event] = []
    for line in Self.begin + lines {
      let pieces = answer.take(Array(line.utf8))
      events += parser.push(form.events(pieces, of: answer))
    }
    #expect(!parser.isInsideEvent)
    return events.map { event in
      let data = try? JSON(parsing: event.data)
      if !event.name.isEmpty { #expect(data?["type"] == .string(event.name)) }
      return data
    }
  }

  private let chat = ChatForm(created: 7, model: "agent", tellsUsage: true)

  @Test func chunksEndWithUsageAndDone() {
    let chunks = stream(
      chat, [Self.delta("Hel"), Self.delta("lo"), Self.message("Hello"), Self.done])
    #expect(chunks.count == 5)
    #expect(chunks[0]?["choices"]?[0]?["delta"] == ["role": "assistant", "content": "Hel"])
    #expect(chunks[1]?["choices"]?[0]?["delta"] == ["content": "lo"])
    #expect(chunks[2]?["choices"]?[0]?["finish_reason"] == "stop")
    #expect(chunks[3]?["choices"] == [])
    #expect(chunks[3]?["usage"]?["total_tokens"] == 8)
    #expect(chunks[4] == nil)
    for chunk in chunks.dropLast() {
      #expect(chunk?["id"] == "chatcmpl-20260801T101500.123Z-ab12.3")
      #expect(chunk?["object"] == "chat.completion.chunk")
      #expect(chunk?["model"] == "m1")
      #expect(chunk?["created"] == 7)
    }
  }

  @Test func messagesOfAStreamStandApart() {
    let chunks = stream(chat, [Self.message("One"), Self.message("Two", "i2"), Self.done])
    let text = chunks.compactMap { $0?["choices"]?[0]?["delta"]?["content"]?.string }.joined()
    #expect(text == "One\n\nTwo")
  }

  @Test(arguments: [
    (OpenAIAnswerTests.failed("limit_tokens"), "length"),
    (OpenAIAnswerTests.failed("refusal"), "content_filter"),
    (OpenAIAnswerTests.done, "stop"),
  ])
  func howAChatEnds(line: String, reason: String) {
    let chunks = stream(chat, [Self.delta("Hel"), line])
    #expect(chunks.compactMap { $0?["choices"]?[0]?["finish_reason"]?.string } == [reason])
    let whole = chat.whole(read([Self.message("Hel"), line]).answer)
    #expect(whole["choices"]?[0]?["finish_reason"] == .string(reason))
    #expect(whole["usage"]?["prompt_tokens"] != nil)
    let message = whole["choices"]?[0]?["message"]
    #expect(message?["content"] == (reason == "content_filter" ? .null : "Hel"))
    #expect(message?["refusal"] == (reason == "content_filter" ? "told" : .null))
  }

  @Test func aFailureInAStreamIsTheLastThingInIt() {
    let chunks = stream(chat, [Self.delta("Hel"), Self.failed("network")])
    #expect(chunks.count == 2)
    #expect(chunks.last??["error"]?["code"] == "network")
  }

  private let responses = ResponsesForm(created: 7, model: "agent", echo: ["store": true])

  @Test func eventsOfAResponseAreNumberedAndEndWithTheWhole() {
    let events = stream(
      responses, [Self.delta("Hel"), Self.delta("lo"), Self.message("Hello"), Self.done])
    #expect(
      events.compactMap { $0?["type"]?.string } == [
        "response.created", "response.in_progress", "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta", "response.output_text.delta", "response.output_text.done",
        "response.content_part.done", "response.output_item.done", "response.completed",
      ])
    #expect(events.compactMap { $0?["sequence_number"]?.int } == Array(0..<10))
    #expect(events[0]?["response"]?["status"] == "in_progress")
    #expect(events[0]?["response"]?["usage"] == .null)
    let last = events[9]?["response"]
    #expect(last?["id"] == "resp_20260801T101500.123Z-ab12.3")
    #expect(last?["status"] == "completed")
    #expect(last?["output"]?[0]?["content"]?[0]?["text"] == "Hello")
    #expect(last?["output"]?[0] == events[8]?["item"])
    #expect(last?["usage"]?["output_tokens_details"] == ["reasoning_tokens": 2])
    #expect(last?["store"] == true)
    let ids = events.compactMap { $0?["item_id"]?.string }
    #expect(Set(ids) == ["msg_20260801T101500.123Z-ab12.3.0"])
  }

  @Test func eachMessageIsAnItem() {
    let events = stream(
      responses,
      [
        Self.delta("Hel"), #"{"type":"retry","attempt":1}"#, Self.delta("Hi", "i2"), Self.message("Hi", "i2"),
        Self.done,
      ])
    let output = events.last??["response"]?["output"]?.array
    #expect(output?.compactMap { $0["status"]?.string } == ["incomplete", "completed"])
    #expect(Set(output?.compactMap { $0["id"]?.string } ?? []).count == 2)
    #expect(events.compactMap { $0?["output_index"]?.int }.max() == 1)
  }

  @Test(arguments: [
    (OpenAIAnswerTests.failed("limit_tokens"), "incomplete", "output_text"),
    (OpenAIAnswerTests.failed("refusal"), "completed", "refusal"),
    (OpenAIAnswerTests.failed("network"), "failed", "output_text"),
    (OpenAIAnswerTests.done, "completed", "output_text"),
  ])
  func howAResponseEnds(line: String, status: String, kind: String) {
    let last = stream(responses, [Self.delta("Hel"), line]).last??["response"]
    #expect(last?["status"] == .string(status))
    #expect(last?["output"]?.array?.last?["content"]?[0]?["type"] == .string(kind))
    #expect((last?["error"]?.isNull == false) == (status == "failed"))
    #expect(last?["incomplete_details"] == (status == "incomplete" ? ["reason": "max_output_tokens"] : .null))
    let whole = responses.whole(read([Self.message("Hel"), line]).answer)
    #expect(whole["status"] == .string(status))
  }
}

import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What `/v1` makes of requests that no client of a library sends, and of a model that fails.
@Suite struct OpenAIEndpointTests {
  static let pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

  @Test func withoutTheOptionThereIsNothing() throws {
    let bench = try OpenAIBench([])
    #expect(try bench.ask("/v1/models").status == 404)
    #expect(try bench.ask("/v1/chat/completions", OpenAIBench.chat("x")).status == 404)
    #expect(bench.model.requests.isEmpty)
  }

  @Test func whatARequestSaysReachesTheModel() throws {
    let bench = try OpenAIBench()
    let content: JSON = [
      ["type": "text", "text": "what is it?"],
      ["type": "image_url", "image_url": ["url": .string("data:image/png;base64,\(Self.pixel)")]],
      [
        "type": "file",
        "file": ["filename": "notes.md", "file_data": "data:text/markdown;base64,IyBOb3RlcwoKc2l4IGVnZ3MK"],
      ],
    ]
    let answer = try bench.ask(
      "/v1/chat/completions",
      [
        "model": "other-model", "max_tokens": 77, "temperature": 0.25, "reasoning_effort": "low",
        "messages": [
          ["role": "system", "content": "Talk like /etc/passwd"], ["role": "user", "content": content],
        ],
      ])
    #expect(answer.status == 200, "\(answer.text)")
    #expect(answer.header("x-session-id") == nil)
    let body = try #require(bench.model.bodies.last)
    #expect(body["model"] == "other-model")
    #expect(body["max_output_tokens"] == 77)
    #expect(body["temperature"] == 0.25)
    #expect(body["reasoning"]?["effort"] == "low")
    #expect(body["instructions"]?.string?.contains("Talk like /etc/passwd") == true)
    let parts = body["input"]?.array?.last { $0["role"] == "user" }?["content"]?.array ?? []
    #expect(parts.contains { $0["image_url"]?.string?.hasSuffix(Self.pixel) == true })
    #expect(parts.contains { $0["text"]?.string?.contains("six eggs") == true })
    #expect(parts.last?["text"] == "what is it?")
    // What had to be a file for a moment is none any more.
    #expect(
      try Files.list(bench.directory.path("runtime/cache")).filter { $0.contains("openai.tmp") }.isEmpty)
    #expect(try bench.sessions().isEmpty)
  }

  /// The name of a file is no way to have it read.
  @Test func aSystemMessageIsNeverTakenForAFile() throws {
    let bench = try OpenAIBench()
    try bench.directory.write("runtime/workfolder/secret", "TOP SECRET")
    for name in ["secret", bench.directory.path("runtime/workfolder/secret")] {
      let body: JSON = [
        "messages": [["role": "system", "content": .string(name)], ["role": "user", "content": "x"]]
      ]
      #expect(try bench.ask("/v1/chat/completions", body).status == 200)
      #expect(bench.model.bodies.last?["instructions"]?.string?.contains(name) == true)
      #expect(
        bench.model.requests.last.map { String(decoding: $0.body, as: UTF8.self) }?.contains("TOP SECRET")
          == false)
    }
  }

  @Test func whatTheAgentDoesWithItsToolsIsNotShown() throws {
    let bench = try OpenAIBench(["--openai"], [.toolCall("list", ["path": "."]), .text("nothing there")])
    let answer = try bench.ask("/v1/responses", ["input": "look", "stream": true])
    #expect(answer.status == 200)
    #expect(answer.header("content-type") == "text/event-stream")
    #expect(answer.header("x-session-id") != nil)
    let last = try JSON(parsing: answer.events.last?.data ?? [])
    #expect(last["type"] == "response.completed")
    #expect(last["response"]?["output"]?.array?.count == 1)
    #expect(last["response"]?["output"]?[0]?["content"]?[0]?["text"] == "nothing there")
    #expect(bench.model.requests.count == 2)
    #expect(!answer.text.contains("function_call"))
  }

  @Test func anAnswerThatIsCutSaysSo() throws {
    let bench = try OpenAIBench(then: .text("half an ans").stopping("max_output_tokens"))
    let chat = try bench.ask("/v1/chat/completions", OpenAIBench.chat("x", ["max_tokens": 3]))
    #expect(chat.status == 200)
    #expect(chat.json?["choices"]?[0]?["finish_reason"] == "length")
    #expect(chat.json?["choices"]?[0]?["message"]?["content"] == "half an ans")
    let response = try bench.ask("/v1/responses", ["input": "x", "store": false])
    #expect(response.json?["status"] == "incomplete")
    #expect(response.json?["incomplete_details"]?["reason"] == "max_output_tokens")
  }

  /// Before anything has come, a failure has a status, of streams too.
  @Test(arguments: [false, true])
  func aFailureOfTheModelsServerHasAStatus(isStream: Bool) throws {
    let failures: [(ScriptedReply, Int, String, String)] = [
      (.status(429, headers: ["retry-after": "7"]), 429, "rate_limit_exceeded", "true"),
      (.status(500), 503, "overloaded", "true"),
      (.status(401), 403, "auth", "false"),
      (.status(404), 404, "model_not_found", "false"),
    ]
    let bench = try OpenAIBench(["--openai"], failures.map(\.0))
    for (_, status, code, retry) in failures {
      let answer = try bench.ask("/v1/chat/completions", OpenAIBench.chat("x", ["stream": .bool(isStream)]))
      #expect(answer.status == status, "\(code): \(answer.text)")
      #expect(answer.json?["error"]?["code"] == .string(code), "\(answer.text)")
      #expect(answer.header("x-should-retry") == retry)
      #expect(
        answer.header("retry-after") == (code == "rate_limit_exceeded" ? "7" : retry == "true" ? "1" : nil))
    }
  }

  @Test func aStreamThatBreaksEndsWithTheError() throws {
    let bench = try OpenAIBench(then: .text("some words that come").deltas(of: 5).withoutTerminal)
    let answer = try bench.ask("/v1/chat/completions", OpenAIBench.chat("x", ["stream": true]))
    #expect(answer.status == 200)
    let last = try JSON(parsing: answer.events.last?.data ?? [])
    #expect(last["error"]?["code"] == "stream_cut", "\(answer.text)")
    #expect(!answer.text.contains("[DONE]"))
  }

  @Test func refusalsAreInTheShapeOfTheAPI() throws {
    let bench = try OpenAIBench()
    let bad: [(JSON, Int)] = [
      (["messages": []], 400), ([], 400), (["messages": [["role": "user", "content": "x"]], "n": 4], 400),
    ]
    for (body, status) in bad {
      let answer = try bench.ask("/v1/chat/completions", body)
      #expect(answer.status == status)
      #expect(answer.json?["error"]?["type"] == "invalid_request_error", "\(answer.text)")
    }
    let stranger = try bench.ask("/v1/models", token: "wrong")
    #expect(stranger.status == 401)
    #expect(stranger.json?["error"]?["type"] == "authentication_error")
    #expect(bench.model.requests.isEmpty)
  }

  @Test func aBodyMayHoldAnImageOfMegabytes() throws {
    let bench = try OpenAIBench()
    var image = Base64.decode(Self.pixel.utf8) ?? []
    image += [UInt8](repeating: 0, count: 3 << 20)
    let url = "data:image/png;base64,\(Base64.encode(image))"
    let body: JSON = [
      "input": [["role": "user", "content": [["type": "input_image", "image_url": .string(url)]]]],
      "store": false,
    ]
    #expect(try bench.ask("/v1/responses", body).status == 200)
  }

  /// Nobody else could ever read the answer.
  @Test func aTurnOfWhichNothingIsKeptEndsWithItsClient() throws {
    let bench = try OpenAIBench(then: .text("some words and then silence").deltas(of: 4).stalled(at: 700))
    let curl = try BuiltCommand("/usr/bin/curl", in: bench.directory).spawn(
      [
        "-sSN", "-H", "Authorization: Bearer \(bench.token)", "-H", "Content-Type: application/json", "-d",
        OpenAIBench.chat("x", ["stream": true]).text, "\(bench.url)/v1/chat/completions",
      ])
    // It has the first words: the headers are out, and the model is silent now.
    _ = try IO.read(curl.standardOutput)
    curl.signal(SIGKILL)
    _ = curl.wait()
    #expect(bench.model.waitForDisconnects(1, timeout: 40_000))
  }

  @Test func oneWriterAtATimeInASession() throws {
    let bench = try OpenAIBench(["--openai"], [.text("one")], then: .text("later").stalled(at: 0))
    let session = try #require(
      try bench.ask("/v1/chat/completions", OpenAIBench.chat("x", ["store": true])).header("x-session-id"))
    let turn = try BuiltCommand("agent-turn", in: bench.directory).spawn([
      "-s", session, "--no-stdin", "busy",
    ])
    #expect(bench.model.waitForRequests(2))
    let answer = try bench.ask(
      "/v1/chat/completions", OpenAIBench.chat("x"), headers: ["X-Session-Id: \(session)"])
    #expect(answer.status == 409)
    #expect(answer.header("x-should-retry") == "true")
    #expect(answer.json?["error"]?["code"] == "session_busy")
    turn.signal(SIGINT)
    _ = turn.wait()
  }
}

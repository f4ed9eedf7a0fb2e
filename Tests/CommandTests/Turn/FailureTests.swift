import AgentJSON
import AgentTesting
import Testing

@Suite struct TurnFailureTests {
  @Test(arguments: [
    (ScriptedReply.failure(401, code: "invalid_api_key", message: "no"), 77, "auth"),
    (.failure(404, code: "model_not_found", message: "no such model"), 69, "missing_tool"),
    (.failure(429, code: "insufficient_quota", message: "pay"), 69, "quota"),
    (.failure(400, code: "invalid_request_error", message: "odd"), 1, "bad_request"),
    (.failure(400, code: "context_length_exceeded", message: "long"), 65, "context_length"),
    (.html(200), 76, "protocol"),
    (.status(200, body: "{\"not\":\"an answer\"}"), 76, "protocol"),
    (.text("no").stopping("content_filter"), 1, "refusal"),
  ])
  func whatNoRetryMendsEndsAtOnce(_ reply: ScriptedReply, _ status: Int32, _ code: String) throws {
    for dialect in TurnBench.dialects {
      let bench = try TurnBench(then: reply, dialect: dialect)
      let result = try bench.run("-j", "go")
      #expect(result.status == status, "\(dialect): \(result.output)")
      #expect(result.values.last?["error"]?["code"]?.string == code)
      #expect(result.values.last?["exit_code"]?.int == Int(status))
      #expect(try bench.terminal()["exit_code"]?.int == Int(status))
      #expect(bench.server.requests.count == 1)
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: [429, 500, 502, 503, 529])
  func aStormIsTemporary(_ status: Int) throws {
    let bench = try TurnBench(
      then: .status(status, headers: ["retry-after-ms": "20"], body: "{\"error\":{\"message\":\"busy\"}}"))
    let result = try bench.run("-j", "--retries", "3", "go")
    #expect(result.status == 75)
    let retries = result.values.filter { $0["type"] == "retry" }
    #expect(retries.count == 3)
    #expect(retries.compactMap { $0["attempt"]?.int } == [1, 2, 3])
    #expect(retries.allSatisfy { $0["status"]?.int == status && $0["max"] == 3 && $0["seq"] != nil })
    #expect(result.values.last?["error"]?["retryable"] == true)
    #expect(bench.server.requests.count == 4)
  }

  @Test func aStormThatPassesIsNoFailure() throws {
    let busy = ScriptedReply.status(503, headers: ["retry-after-ms": "10"])
    let result = try TurnBench([busy, busy, .text("at last")]).run("go")
    #expect(result.status == 0 && result.output == "at last\n")
  }

  @Test func aServerThatIsNotThereIsTemporary() throws {
    let bench = try TurnBench()
    bench.server.close()
    let result = try bench.run("--retries", "1", "-j", "go")
    #expect(result.status == 75)
    #expect(result.values.last?["error"]?["code"] == "network")
  }

  /// A response with a message and a call, cut anywhere: what came of it is void, no call of it runs.
  @Test(arguments: TurnBench.dialects)
  func aCutStreamIsAskedForAgain(_ dialect: String) throws {
    let whole = ScriptedReply.answer(
      .text("I will look at it" + String(repeating: " and at more", count: 20)),
      .call(name: "list", arguments: "{\"depth\":1}", id: "half"))
    for (index, offset) in [0, 1, 40, 300, 700, 1100, 1300, 1500].enumerated() {
      let bench = try TurnBench(
        [whole.cut(at: offset, reset: index % 2 == 0)], then: .text("fine"), dialect: dialect)
      let result = try bench.run("-j", "go")
      #expect(result.status == 0, "\(offset): \(result.output)")
      let events = try bench.events()
      #expect(!events.contains { $0["type"] == "item.started" })
      let retry = try #require(events.first { $0["type"] == "retry" })
      let place = try #require(events.firstIndex { $0["type"] == "retry" })
      let published = events[..<place].filter { $0["type"] == "item.completed" }.compactMap {
        $0["item"]?["id"]
      }
      #expect((retry["void"]?.array ?? []) == published, "\(offset)")
      #expect(!bench.server.bodies[1].text.contains("I will look"))
      #expect(try bench.run("-c", "and").status == 0)
      #expect(!(bench.server.bodies.last?.text.contains("I will look") ?? true))
    }
  }

  @Test func aStreamWithoutItsEndFails() throws {
    let bench = try TurnBench(then: .text("almost").withoutTerminal)
    let result = try bench.run("--retries", "0", "--format", "json", "go")
    #expect(result.status == 75)
    let terminal = try bench.terminal()
    #expect(terminal["error"]?["code"] == "stream_cut")
    #expect(terminal["void"]?.array?.count == 1)
    #expect(terminal["partial_text"] == "almost")
  }

  @Test func anEventThatIsNoneIsPassedOverWithANotice() throws {
    let bench = try TurnBench([.text("fine").inserting("data: {broken\n\n", after: 3)])
    let result = try bench.run("-j", "go")
    #expect(result.status == 0)
    #expect(result.values.contains { $0["type"] == "notice" })
  }

  @Test func inputAboveTheContextSpendsNothing() throws {
    let bench = try TurnBench()
    let long = String(repeating: "words and words ", count: 20_000)
    let options = ["--set", "input_token_limit=3000"]
    let result = try bench.run(options + ["-j", "summarise"], stdin: long)
    #expect(result.status == 65)
    #expect(result.values.last?["error"]?["code"] == "context_length")
    #expect(bench.server.requests.isEmpty && bench.sessions().isEmpty)
    let cut = try bench.run(options + ["-j", "--overflow", "cut", "summarise"], stdin: long)
    #expect(cut.status == 0)
    #expect(cut.values.contains { $0["code"] == "input_cut" })
    #expect(bench.server.requests.count == 1)
    #expect(bench.server.requests[0].lastUserText.hasSuffix("summarise"))
    #expect(bench.server.requests[0].body.count < 20_000)
  }

  @Test func nothingConfiguredIsConfiguration() throws {
    let result = try BuiltCommand("agent-turn", in: TestDirectory()).run("-j", "hi")
    #expect(result.status == 78)
    #expect(result.values.last?["type"] == "turn.failed" && result.values.last?["seq"] == nil)
    #expect(result.values.last?["error"]?["hint"]?.string?.contains("agent-config model install") == true)
  }

  @Test func aMissingPromptIsUsage() throws {
    #expect(try TurnBench().run().status == 64)
    #expect(try TurnBench().run(stdin: "").status == 64)
  }
}

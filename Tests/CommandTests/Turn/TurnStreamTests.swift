import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

struct TurnStreamTests {
  @Test(arguments: StreamCase.all)
  func endsAsItMust(_ stream: StreamCase) throws {
    var generator = SeededGenerator()
    let possible = TurnBench.dialects.filter { stream.dialect == nil || stream.dialect == $0 }
    let dialects = TestDose.isFull ? possible : [try #require(possible.randomElement(using: &generator))]
    for dialect in dialects {
      let place: Comment = "\(stream.title), \(dialect)"
      let isCall = stream.status == 0 && stream.requests > 1
      let bench = try TurnBench(
        isCall ? [stream.reply] : [], then: isCall ? .text("done") : stream.reply, dialect: dialect)
      let result = try bench.runWithKey(["-j", "--retries", "1", "go"])
      let end = try bench.expectSoundEnd(result, status: stream.status, code: stream.code, place)
      #expect(bench.server.requests.count == stream.requests, place)
      let notices = try bench.notices()
      #expect(notices == (stream.notice.map { [$0] } ?? []), place)
      #expect(
        result.errors.split(separator: "\n").count == (stream.status == 0 ? 0 : 1),
        "\(place): \(result.errors)")
      if isCall { try expectResults(bench, place) }
      if stream.status == 0, !isCall { #expect(end["error"] == nil, place) }
      // What is in the log can be gone on with.
      #expect(try bench.session("show").status == 0, place)
    }
  }

  /// Every call has its result in the log and in the next request.
  private func expectResults(_ bench: TurnBench, _ place: Comment) throws {
    let events = try bench.events()
    let called = events.filter { $0["item"]?["type"] == "function_call" }.count
    let results = events.filter { $0["raw"]?["type"] == "function_call_output" }
    #expect(called > 0 && results.count == called, place)
    let body = try #require(bench.server.bodies.last)
    let outputs =
      body["input"]?.array?.filter { $0["type"] == "function_call_output" }
      ?? body["messages"]?.array?.filter { $0["role"] == "tool" } ?? []
    #expect(outputs.count == called, place)
  }

  /// Compressed although nobody asked for it.
  @Test(arguments: TurnBench.dialects)
  func aCompressedStreamIsRead(_ dialect: String) throws {
    let path = dialect == "chat" ? "/v1/chat/completions" : "/v1/responses"
    let directory = TestDirectory()
    let plain = try directory.write("plain", ScriptedReply.text("unpacked").streamBytes(path: path))
    let packed = try BuiltCommand("/bin/gzip", in: directory).run("-c", plain).stdout
    let bench = try TurnBench(
      [.stream(packed, headers: ["content-encoding": "gzip"])], then: .status(500), dialect: dialect)
    let result = try bench.runWithKey(["--retries", "0", "go"])
    #expect(result.status == 0 && result.output == "unpacked\n", "\(result.errors)")
    #expect(bench.server.requests.first?.headers["accept-encoding"] == "identity")
    // Half of it is no answer.
    let cut = try TurnBench(
      then: .stream(Array(packed.prefix(packed.count / 2)), headers: ["content-encoding": "gzip"]),
      dialect: dialect)
    try cut.expectSoundEnd(
      try cut.runWithKey(["-j", "--retries", "0", "go"]), status: 75, code: "stream_cut")
  }

  /// The arguments of a chat call come in parts. Without one of them they may be JSON all the same: of
  /// another meaning.
  @Test func aCallWithALostPartIsNotRun() throws {
    func chunk(_ arguments: String) -> String {
      let delta: JSON = [
        "tool_calls": [
          ["index": 0, "id": "gap", "function": ["name": "list", "arguments": .string(arguments)]]
        ]
      ]
      return "data: \(JSON.object(["choices": [["index": 0, "delta": delta]]]).text)\n\n"
    }
    let broken = chunk("/secret").replacing("\"}}]}}]}\n\n", with: "\n\n")
    let bench = try TurnBench(
      [
        .stream(
          chunk("{\"path\":\"work") + broken + chunk("\"}")
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
            + "data: [DONE]\n\n")
      ], then: .text("done"), dialect: "chat")
    let result = try bench.runWithKey(["-j", "go"])
    try bench.expectSoundEnd(result, status: 0)
    #expect(try bench.executedCalls().isEmpty)
    #expect(result.values.contains { $0["type"] == "retry" })
  }

  /// One event of 10 MiB, and 20,000 small ones: what is held does not grow with the number of events. In MiB,
  /// of an executable that is not optimised.
  @Test(arguments: TurnBench.dialects)
  func memoryStaysBounded(_ dialect: String) throws {
    let huge = String(repeating: "0123456789abcdef", count: (10 << 20) / 16)
    let many = String(repeating: "word ", count: 4000)
    for (text, size, limit) in [(huge, huge.utf8.count, 120), (many, 1, 50)] {
      let bench = try TurnBench([ScriptedReply.text(text).deltas(of: size)], dialect: dialect)
      let child = try bench.command().spawn(
        bench.address + ["--no-stdin", "-j", "--deltas", "go"], output: .null, error: .null)
      let peak = child.peakMemory()
      #expect(child.end() == .code(0))
      #expect(peak > 0 && peak < limit << 10, "\(dialect): \(peak) KiB for deltas of \(size)")
      try bench.expectSoundSession()
    }
  }
}

extension ChildProcess {
  /// Watches the process until it ends.
  /// - Returns: the most memory it had in use, in KiB, as far as /proc told (proc(5), VmHWM).
  func peakMemory() -> Int {
    var peak = 0
    while isRunning(pid) {
      let lines = (try? Files.read("/proc/\(pid)/status")).map { String(decoding: $0, as: UTF8.self) } ?? ""
      for line in lines.split(separator: "\n") where line.hasPrefix("VmHWM:") {
        peak = max(peak, Int(line.split(separator: " ")[1].drop { !$0.isNumber }) ?? 0)
      }
      usleep(2000)
    }
    return peak
  }
}

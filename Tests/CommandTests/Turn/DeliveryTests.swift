import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The terminal event says how the process ended, also when it is the answer that cannot be handed over.
struct TurnDeliveryTests {
  /// Runs it with bash and compares the end of the process with the end in the log.
  private func expectEnd(_ bench: TurnBench, _ script: String, _ status: Int32, _ code: String?) throws {
    let result = try bench.shell(script)
    #expect(result.status == status, "\(script): \(result.errors)")
    let end = try bench.expectSoundSession()
    #expect(end["exit_code"]?.int == Int(status), "\(script)")
    #expect(end["error"]?["code"]?.string == code, "\(script)")
    #expect(result.tellingLines.count == (status == 141 || status == 0 ? 0 : 1), "\(script)")
  }

  @Test(arguments: ["", "-j", "-j --deltas", "--format json", "-o out --format json"])
  func aFullDeviceIsToldInTheLog(_ options: String) throws {
    try expectEnd(try TurnBench(), "$turn --no-stdin \(options) go >/dev/full", 74, "io")
  }

  @Test func anAnswerFileThatCannotBeWrittenIsToldInTheLog() throws {
    try expectEnd(try TurnBench(), "$turn --no-stdin -o /dev/full go", 74, "io")
    // Its folder goes away while the model answers.
    let bench = try TurnBench(then: .text("late").delayed(milliseconds: 1500))
    try expectEnd(
      bench, "mkdir d; $turn --no-stdin -o d/answer go & sleep 0.7; rmdir d; wait $!", 74, "io")
  }

  /// Descriptor 3 is the writing end of a pipe whose reader has gone.
  @Test(arguments: ["", "-j", "--format json"])
  func aReaderThatHasGoneIsToldInTheLog(_ options: String) throws {
    try expectEnd(
      try TurnBench(), "exec 3> >(:); sleep 0.3; $turn --no-stdin \(options) go >&3", 141, "output_closed")
  }

  @Test func whatIsExcusedIsToldSo() throws {
    let bench = try TurnBench(then: .toolCall("list", [:]))
    let result = try bench.run("--max-requests", "1", "--exit-zero-on", "limit", "--format", "json", "go")
    #expect(result.status == 0)
    let end = try bench.terminal()
    #expect(end["type"] == "turn.failed" && end["error"]?["code"] == "limit_requests")
    #expect(end["exit_code"] == 0 && result.values.first?["exit_code"] == 0)
  }

  @Test func anAnswerGoesIntoANamedPipe() throws {
    let bench = try TurnBench()
    let result = try bench.shell(
      "mkfifo f; (sleep 0.5; cat f) & $turn --no-stdin -o f go; s=$?; wait; exit $s")
    #expect(result.status == 0 && result.output == "done\n", "\(result.errors)")
  }

  // MARK: - Readers

  @Test(arguments: ["", "-j --deltas", "--format json"])
  func aSlowReaderGetsEverything(_ options: String) throws {
    let text = String(repeating: "many words in a row ", count: 20_000)
    let reply = ScriptedReply.text(text).deltas(of: 3000)
    let direct = try TurnBench([reply]).shell("$turn --no-stdin \(options) go")
    let slow = try TurnBench([reply]).shell("$turn --no-stdin \(options) go | { sleep 2; cat; }")
    #expect(direct.status == 0 && slow.status == 0)
    let told = [direct, slow].map { result in
      result.values.compactMap { $0["delta"]?.string ?? $0["text"]?.string }.joined()
    }
    if options.isEmpty {
      #expect(slow.output == text + "\n" && direct.output == slow.output)
    } else {
      #expect(told[1] == text && told[0] == text)
    }
  }

  /// Nobody can add to the session while the answer is handed over, so it does not wait long for a reader.
  @Test func aStuckReaderDoesNotHoldTheSession() throws {
    let text = String(repeating: "many words in a row ", count: 20_000)
    let bench = try TurnBench([.text(text)])
    let child = try bench.command().spawn(
      bench.address + ["--no-stdin", "--format", "json", "go"], output: .pipe, error: .null)
    #expect(bench.waitForEvent("turn.completed"))
    let notice = #"{"type":"notice","level":"info","code":"x","message":"y"}"# + "\n"
    let id = try #require(bench.sessions().first)
    let append = try BuiltCommand("agent-session", in: bench.directory).run(
      ["append", id], stdin: Array(notice.utf8), timeout: 20_000)
    #expect(append.status == 0)
    let record = try JSON(parsing: try IO.readToEnd(child.standardOutput))
    #expect(record["text"]?.string == text)
    #expect(child.end() == .code(0))
    close(child.standardOutput)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGPIPE], [false, true])
  func aStuckReaderDoesNotKeepItAlive(_ signal: Int32, isRecord: Bool) throws {
    let text = String(repeating: "many words in a row ", count: 20_000)
    let bench = try TurnBench([.text(text).deltas(of: 3000)])
    let format = isRecord ? ["--format", "json"] : ["-j", "--deltas"]
    // Its messages go into the same pipe.
    let pipe = try Descriptor.pipe()
    let child = try bench.command().spawn(
      bench.address + ["--no-stdin", "-v"] + format + ["go"], output: .descriptor(pipe.write),
      error: .descriptor(pipe.write))
    close(pipe.write)
    #expect(bench.waitForEvent(isRecord ? "turn.completed" : "turn.started"))
    // The pipe is full when no more comes.
    var waiting = -1
    while waiting < 30_000 || waiting != readable(pipe.read) {
      waiting = readable(pipe.read)
      usleep(200_000)
    }
    child.signal(signal)
    #expect(child.end(within: 10_000)?.status == 128 + signal)
    let end = try bench.expectSoundSession()
    // The record is on its way when the log says that the turn has ended.
    if !isRecord { #expect(end["exit_code"]?.int == 128 + Int(signal)) }
    close(pipe.read)
  }

  private func readable(_ fd: Int32) -> Int {
    var count: Int32 = 0
    return ioctl(fd, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }
}

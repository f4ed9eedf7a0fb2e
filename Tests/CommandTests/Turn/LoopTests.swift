import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent-turn --loop`: many turns in one process.
@Suite struct LoopTests {
  private static func turn(_ prompt: String, _ members: JSONObject = [:]) -> JSON {
    var record: JSONObject = ["type": "turn", "prompt": .string(prompt)]
    record.append(contentsOf: members)
    return .object(record)
  }

  private static func lines(_ records: [JSON]) -> [UInt8] { records.flatMap { $0.bytes + [0x0a] } }

  private func run(_ bench: TurnBench, _ records: [JSON], _ options: String...) throws -> BuiltCommand.Result
  {
    try bench.command().run(bench.address + ["--loop"] + options, stdin: Self.lines(records))
  }

  private func python(_ code: String) -> ScriptedReply { .toolCall("python", ["code": .string(code)]) }

  private func outputs(_ result: BuiltCommand.Result) -> [String] {
    result.values.filter { $0["type"] == "item.completed" && $0["item"]?["tool"] == "python" }.compactMap {
      $0["item"]?["output"]?.string
    }
  }

  /// Turns go on in one session and with one interpreter.
  @Test func turnsFollowOneAnother() throws {
    let bench = try TurnBench([
      python("x = 41"), .text("one"), python("x + 1"), .text("two"), .text("three"),
    ])
    let result = try run(bench, [Self.turn("a", ["id": "first"]), Self.turn("b"), Self.turn("c")])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(outputs(result) == ["[no output]", "42\n"])
    let ends = result.values.filter(\.isTerminal)
    #expect(ends.count == 3 && ends.allSatisfy { $0["type"] == "turn.completed" })
    #expect(ends.compactMap { $0["turn"]?.int } == [1, 2, 3])
    #expect(bench.sessions().count == 1)
    let starts = result.values.filter { $0["type"] == "turn.started" }
    #expect(starts.map { $0["request_id"]?.string } == ["first", nil, nil])
    // The context is that of the whole session.
    let last = try #require(bench.server.bodies.last)
    #expect(last["input"]?.array?.filter { $0["role"] == "user" }.count == 3)
    #expect(try bench.expectSoundSession()["exit_code"] == 0)
  }

  /// In a process of its own each, the interpreter is a new one, and says so.
  @Test func anotherProcessHasAnotherInterpreter() throws {
    let bench = try TurnBench([python("x = 41"), .text("one"), python("1"), .text("two")])
    #expect(try bench.run("go").status == 0)
    let result = try bench.run("-c", "-j", "go")
    #expect(
      outputs(result) == ["1\n[state lost: this is a new interpreter; what earlier turns defined is gone]"])
  }

  @Test func aFailedTurnDoesNotEndTheLoop() throws {
    let bench = try TurnBench([.status(400), .text("fine")])
    let result = try run(bench, [Self.turn("a"), Self.turn("b", ["id": "second"])])
    #expect(result.status == 2)
    let ends = result.values.filter(\.isTerminal)
    #expect(ends.map { $0["type"]?.string } == ["turn.failed", "turn.completed"])
    #expect(ends[0]["exit_code"] == 1)
  }

  @Test(arguments: [
    ("nonsense", "bad_data"), ("{}", "bad_data"), ("[1]", "bad_data"), (#"{"type":"turn"}"#, "bad_data"),
    (#"{"type":"turn","prompt":1}"#, "bad_data"), (#"{"type":"turn","prompt":"a","files":"b"}"#, "bad_data"),
    (#"{"type":"interrupt","interrupt":"perhaps"}"#, "bad_data"), (#"{"type":"input.queued"}"#, "bad_data"),
    (#"{"type":"input.queued","text":"early"}"#, "session_missing"),
    (String(repeating: "x", count: 2000), "too_large"),
  ])
  func aBadLineIsTold(_ line: String, _ code: String) throws {
    let bench = try TurnBench()
    let input = Array("\n\(line)\n".utf8) + Self.lines([Self.turn("go")])
    let result = try bench.command().run(bench.address + ["--loop", "--stdin-max", "1000"], stdin: input)
    #expect(result.status == 2)
    let errors = result.values.filter { $0["type"] == "error" }
    #expect(errors.count == 1 && errors.first?["code"]?.string == code, "\(result.output)")
    #expect(
      errors.first?["message"]?.string?.hasPrefix("standard input, line 2: ") == true, "\(result.output)")
    #expect(result.values.filter(\.isTerminal).map { $0["type"]?.string } == ["turn.completed"])
  }

  @Test func otherRecordsArePassedOver() throws {
    let bench = try TurnBench()
    let records: [JSON] = [
      ["type": "document", "text": "x"], ["type": "memory", "text": "y"], Self.turn("go"),
    ]
    let result = try run(bench, records)
    #expect(result.status == 0)
    #expect(result.values.filter { $0["code"] == "records_skipped" }.count == 1)
    #expect(try run(bench, records, "--strict").values.filter { $0["type"] == "error" }.count == 2)
  }

  /// A turn that cannot begin has its one terminal event, too.
  @Test func aTurnThatCannotBegin() throws {
    let bench = try TurnBench()
    let result = try run(
      bench,
      [
        Self.turn("a", ["session": "nowhere", "id": "lost"]), Self.turn("b", ["files": ["missing.txt"]]),
        Self.turn("c"),
        Self.turn("d", ["session": "new"]),
      ])
    #expect(result.status == 2)
    let ends = result.values.filter(\.isTerminal)
    #expect(
      ends.map { $0["type"]?.string } == ["turn.failed", "turn.failed", "turn.completed", "turn.completed"])
    #expect(ends[0]["request_id"] == "lost" && ends[0]["exit_code"] == 66 && ends[0]["seq"] == nil)
    #expect(bench.sessions().count == 2)
  }

  @Test(arguments: [
    ["a prompt"], ["-o", "file"], ["--ephemeral"], ["--resume"], ["--lock", "queue"], ["-n"],
    ["--format", "json"],
    ["--format", "text"], ["--no-stdin"], ["-f", "file"], ["--idle-exit", "soon"],
  ])
  func whatIsNoLoop(_ options: [String]) throws {
    let bench = try TurnBench()
    let result = try bench.command().run(bench.address + ["--loop"] + options, stdin: [])
    #expect(result.status == 64, "\(result.errors)")
    #expect(bench.sessions().isEmpty && bench.server.requests.isEmpty)
  }

  @Test func idleExitNeedsALoop() throws {
    let bench = try TurnBench()
    #expect(try bench.run("--idle-exit", "1s", "go").status == 64)
  }

  // MARK: - While it runs

  /// A loop with pipes on both sides.
  private final class Running {
    let child: ChildProcess
    /// Held so that its directory lasts as long as the command that works in it.
    private let bench: TurnBench
    private let events = Monitor((all: [JSON](), hasEnded: false))
    private let reader: Thread

    init(_ bench: TurnBench, _ options: [String] = []) throws {
      self.bench = bench
      child = try bench.command().spawn(
        bench.address + ["--loop"] + options, input: .pipe, output: .pipe, error: .null)
      let (output, events) = (child.standardOutput, events)
      reader = Thread.start {
        var partial: [UInt8] = []
        while let chunk = try? IO.read(output), !chunk.isEmpty {
          partial += chunk
          while let end = partial.firstIndex(of: 0x0a) {
            let value = (try? JSON(parsing: partial[..<end])) ?? .null
            events.update { $0.all.append(value) }
            partial.removeSubrange(...end)
          }
        }
        events.update { $0.hasEnded = true }
      }
    }

    deinit {
      child.signal(SIGKILL)
      reader.join()
      close(child.standardOutput)
    }

    func send(_ records: JSON...) throws { try IO.writeAll(child.standardInput, LoopTests.lines(records)) }

    func closeInput() { close(child.standardInput) }

    var all: [JSON] { events.withLock { $0.all } }

    /// Waits for the n-th event of a kind.
    func event(_ number: Int = 1, where isWanted: (JSON) -> Bool) -> JSON? {
      events.wait(until: .after(milliseconds: 20_000)) { events -> JSON?? in
        let found = events.all.filter(isWanted)
        if found.count >= number { return .some(found[number - 1]) }
        return events.hasEnded ? .some(nil) : nil
      } ?? nil
    }
  }

  /// SIGINT and an interrupt end the turn, not the loop; what was defined stays.
  @Test(arguments: [true, false])
  func anInterruptEndsTheTurn(_ bySignal: Bool) throws {
    let bench = try TurnBench([
      python("x = 1\nimport time\nprint('begun', flush=True)\ntime.sleep(100)"), python("x + 1"),
      .text("done"),
    ])
    let loop = try Running(bench, ["--deltas"])
    try loop.send(Self.turn("a"))
    #expect(loop.event { $0["kind"] == "tool_output" } != nil)
    if bySignal {
      loop.child.signal(SIGINT)
    } else {
      try loop.send(["type": "interrupt", "text": "wrong way"])
    }
    let end = try #require(loop.event(where: \.isTerminal))
    #expect(end["exit_code"] == 130 && end["error"]?["code"] == "interrupted", "\(end)")
    if !bySignal { #expect(end["error"]?["message"] == "interrupted: wrong way") }
    // There is nothing to interrupt now.
    try loop.send(["type": "interrupt"])
    try loop.send(Self.turn("b"))
    #expect(loop.event(2, where: \.isTerminal)?["type"] == "turn.completed")
    #expect(loop.event { $0["item"]?["output"] == "2\n" } != nil)
    loop.child.signal(SIGINT)
    loop.closeInput()
    #expect(loop.child.end() == .code(2))
    #expect(bench.processesLeft().isEmpty)
  }

  /// An interrupt right behind a turn is for that turn.
  @Test func anInterruptIsNotTooEarly() throws {
    let bench = try TurnBench()
    let result = try run(bench, [Self.turn("a"), ["type": "interrupt"], Self.turn("b")])
    let ends = result.values.filter(\.isTerminal)
    #expect(ends.count == 2 && ends.last?["type"] == "turn.completed")
  }

  /// Input for the turn that runs, and a request to end after its step.
  @Test func inputWhileATurnRuns() throws {
    let gate = Gate()
    let bench = try TurnBench { _, number in
      if number == 0 { gate.wait() }
      return .text("answer \(number)")
    }
    let loop = try Running(bench)
    try loop.send(Self.turn("a"))
    #expect(bench.server.waitForRequests(1))
    try loop.send(["type": "input.queued", "id": "q1", "text": "and more"])
    let id = try #require(bench.sessions().first)
    #expect(bench.waitForEvent("input.queued"))
    gate.open()
    #expect(loop.event { $0["type"] == "input.taken" && $0["id"] == "q1" } != nil)
    #expect(loop.event(where: \.isTerminal)?["requests"] == 2)
    #expect(try #require(bench.server.bodies.last).text.contains("and more"))
    // Between turns it is for the next.
    try loop.send(["type": "input.queued", "text": "before"], Self.turn("b"))
    #expect(loop.event(2, where: \.isTerminal) != nil)
    #expect(try #require(bench.server.bodies.last).text.contains("before"))
    // What it has queued itself is in its stream as in the log, each in its place.
    let printed = loop.all.compactMap { $0["seq"]?.int }
    let first = try #require(printed.first)
    #expect(printed == Array(first..<first + printed.count))
    #expect(loop.all.filter { $0["type"] == "input.queued" }.count == 2)
    loop.closeInput()
    #expect(loop.child.end() == .code(0))
    #expect(bench.sessions() == [id])
  }

  @Test(arguments: TurnSignalTests.signals.filter { $0.0 != SIGINT })
  func otherSignalsEndTheLoop(_ signal: Int32, _ status: Int32) throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "trap '' TERM INT; sleep 1000"])])
    let loop = try Running(bench)
    try loop.send(Self.turn("a"), Self.turn("never"))
    #expect(loop.event { $0["type"] == "item.started" } != nil)
    loop.child.signal(signal)
    #expect(loop.child.end() == .code(status))
    let end = try #require(loop.event(where: \.isTerminal))
    #expect(end["exit_code"]?.int == Int(status))
    #expect(loop.event(2, where: \.isTerminal) == nil)
    #expect(bench.processesLeft().isEmpty)
    let idle = try Running(try TurnBench())
    #expect(idle.child.waitUntilWatching(SIGTERM))
    idle.child.signal(signal)
    #expect(idle.child.end() == .code(status))
  }

  @Test func anIdleLoopEnds() throws {
    let bench = try TurnBench()
    let loop = try Running(bench, ["--idle-exit", "300ms"])
    try loop.send(Self.turn("a"))
    #expect(loop.event(where: \.isTerminal)?["exit_code"] == 0)
    #expect(loop.child.end() == .code(0))
  }

  @Test func aLoopWhoseReaderHasGoneEnds() throws {
    let bench = try TurnBench()
    let script =
      "{ for i in 1 2 3 4 5; do echo '{\"type\":\"turn\",\"prompt\":\"x\"}'; sleep 0.3; done; } | { $turn --loop; echo $? >status; } | head -1"
    #expect(try bench.shell(script).lines.count == 1)
    #expect(try bench.directory.read("work/status") == "141\n")
  }

  /// Nobody holds the loop's process up when it is killed.
  @Test func nothingOutlivesAKilledLoop() throws {
    let bench = try TurnBench([
      python("import subprocess\nsubprocess.Popen(['sleep', '1000'])\nNone"), .text("ok"),
    ])
    let loop = try Running(bench)
    try loop.send(Self.turn("a"))
    #expect(loop.event(where: \.isTerminal) != nil)
    #expect(!bench.processesLeft().isEmpty)
    loop.child.signal(SIGKILL)
    for _ in 0..<400 where !bench.processesLeft().isEmpty { usleep(25_000) }
    #expect(bench.processesLeft().isEmpty)
  }
}

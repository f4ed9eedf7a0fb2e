import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Signals at any moment of a turn: the right status, one terminal event, a sound session, no child left.
@Suite(.ownThreads) struct TurnRandomSignalTests {
  static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT]
  /// Milliseconds that an end may take. The promise is 2 s, on a machine that has nothing else to do.
  static let patience = 10_000

  private static let nap = "sleep 0.3 & sleep 0.3; setsid sleep 0.01; setsid -f sleep 1000; echo rested"
  private static let calls: [ScriptedReply.Piece] = [
    .call(name: "nap", arguments: "{}"),
    .call(name: "bash", arguments: "{\"command\":\"\(nap)\"}"),
    .call(name: "python", arguments: "{\"code\":\"import os; os.system('\(nap)')\"}"),
  ]

  /// A turn with deltas, a call that takes some time, a retry that is waited for, and an answer: about 1 s.
  private func bench(_ round: Int) throws -> (TurnBench, [String: String]) {
    let busy = ScriptedReply.status(503, headers: ["retry-after-ms": "200"])
    let words = ScriptedReply.answer(
      .text(String(repeating: "words ", count: 60)), Self.calls[round % Self.calls.count])
    let bench = try TurnBench(
      [words.deltas(of: 4).dripping(40), busy], then: .text("done").delayed(milliseconds: 100))
    let script = try bench.directory.write(
      "nap", "#!/bin/sh\nsleep 0.3 &\nsleep 0.3\n(setsid sleep 0.01)\necho rested\n", mode: 0o700)
    try bench.directory.write(
      "share/Test/Resources/tools/nap.tool.json",
      #"{"name":"nap","description":"nap","side_effects":"read","exec":["\#(script)"]}"#)
    return (bench, ["AGENT_SHARE_DIR": bench.directory.path("share")])
  }

  @Test(arguments: signals)
  func endsAtAnyMoment(_ signal: Int32) throws {
    var generator = SeededGenerator()
    var milliseconds: [Int] = []
    for round in 0..<TestDose.count(6, full: 200) {
      let (bench, environment) = try bench(round)
      let delay = UInt32.random(in: 0..<1_300_000, using: &generator)
      let isTwice = round % 4 == 3
      let place: Comment = "signal \(signal) after \(delay) µs\(isTwice ? ", twice" : "")"
      let child = try bench.command(environment).spawn(
        bench.address + ["-j", "go"], output: .pipe, error: .null)
      let output = child.standardOutput
      let printed = Monitor<[UInt8]?>(nil)
      let reader = Thread.start {
        let bytes = try? IO.readToEnd(output)
        printed.update { $0 = bytes }
      }
      usleep(delay)
      child.signal(signal)
      if isTwice {
        usleep(UInt32.random(in: 0..<50_000, using: &generator))
        child.signal(signal)
      }
      let sent = Deadline.monotonicNow()
      let exit = child.end(within: Self.patience)
      milliseconds.append((Deadline.monotonicNow() - sent) / 1_000_000)
      reader.join()
      close(output)
      let status = try #require(exit?.status, place)
      #expect(status == 128 + signal || status == 0, place)
      #expect(bench.processesLeft().isEmpty, place)
      if bench.sessions().isEmpty { continue }
      let end = try bench.expectSoundSession(place)
      if try bench.events().contains(where: { $0["type"] == "turn.started" }) {
        #expect(end["exit_code"]?.int == Int(status), place)
        if status != 0 { #expect(end["type"] == "turn.failed", place) }
      }
      let lines = (printed.withLock { $0 } ?? []).split(separator: 0x0a)
      let values = lines.map { try? JSON(parsing: $0) }
      #expect(values.allSatisfy { $0 != nil }, place)
      #expect(values.filter { $0?.isTerminal == true }.count <= 1, place)
    }
    let (median, slowest) = (milliseconds.sorted()[milliseconds.count / 2], milliseconds.max() ?? 0)
    print("signal \(signal): \(milliseconds.count) moments, ends after \(median) ms, at most \(slowest) ms")
  }

  /// Phases in which nothing moves by itself.
  enum Phase: String, CaseIterable {
    case keyCommand, keyDescriptor, keyPipe, standardInput, document, lock, head, body, tool, retry,
      answerPipe
  }

  @Test(arguments: signals, Phase.allCases)
  func endsWhereverItWaits(_ signal: Int32, _ phase: Phase) throws {
    var bench = try TurnBench(then: .text("words").silent)
    var arguments = ["go"]
    var environment: [String: String] = [:]
    var input = ChildProcess.Stream.null
    let fifo = bench.directory.path("work/fifo")
    switch phase {
    case .keyCommand: arguments += ["--key-command", "touch asked; sleep 1000"]
    case .keyDescriptor:
      arguments += ["--key-fd", "0", "--no-stdin"]
      input = .pipe
    case .keyPipe:
      mkfifo(fifo, 0o600)
      arguments += ["--key-file", fifo]
    case .standardInput:
      arguments += ["-"]
      input = .pipe
    case .document:
      environment = try bench.directory.endlessPDF()
      arguments += ["-f", "endless.pdf"]
    case .answerPipe:
      mkfifo(fifo, 0o600)
      arguments += ["-o", fifo]
    case .head: break
    case .body: bench = try TurnBench(then: .text("some words and more").stalled(at: 900))
    case .retry: bench = try TurnBench(then: .status(503, headers: ["retry-after": "30"]))
    case .tool:
      bench = try TurnBench([.toolCall("slow", [:])])
      environment = try bench.slowTool()
    case .lock:
      let holder = try bench.start(["first"])
      #expect(bench.waitForEvent("turn.started"))
      defer {
        holder.signal(SIGTERM)
        _ = holder.end()
      }
      let child = try bench.start(["-c", "second"])
      usleep(300_000)
      child.signal(signal)
      #expect(child.end(within: Self.patience)?.status == 128 + signal)
      return
    }
    let child = try bench.command(environment).spawn(
      bench.address + arguments, input: input, output: .null, error: .null)
    switch phase {
    case .head, .body: #expect(bench.server.waitForRequests(1))
    case .retry: #expect(bench.waitForEvent("retry"))
    case .tool: _ = try bench.slowProcess()
    case .document: #expect(bench.directory.isReading())
    case .keyCommand: #expect(bench.directory.waitForFile("work/asked"))
    // Nothing can be seen from outside.
    default: usleep(500_000)
    }
    child.signal(signal)
    #expect(child.end(within: Self.patience)?.status == 128 + signal, "\(phase)")
    #expect(bench.processesLeft().isEmpty, "\(phase)")
    if !bench.sessions().isEmpty {
      #expect(try bench.expectSoundSession()["exit_code"]?.int == 128 + Int(signal), "\(phase)")
    }
    if input == .pipe { close(child.standardInput) }
  }

  /// A shell that runs `nohup` wants the turn to go on.
  @Test func aHangUpThatIsIgnoredIsIgnored() throws {
    let bench = try TurnBench(then: .text("done").delayed(milliseconds: 1000))
    let result = try bench.shell("trap '' HUP; $turn --no-stdin go & sleep 0.5; kill -HUP $!; wait $!")
    #expect(result.status == 0 && result.output == "done\n")
  }
}

extension TurnBench {
  /// Processes that work in the test's directory: what a command has left behind.
  func processesLeft() -> [Int32] { processesBelow(directory.root) }
}

/// The processes whose working directory is below `root`. What was killed in the very moment in which it was
/// started is given a second to be gone.
func processesBelow(_ root: String) -> [Int32] {
  let deadline = Deadline.after(milliseconds: 1000)
  while true {
    let found = ((try? Files.list("/proc")) ?? []).compactMap { Int32($0) }.filter { pid in
      guard let directory = try? Path.resolved("/proc/\(pid)/cwd"), isRunning(pid) else { return false }
      return directory.hasPrefix(root + "/")
    }
    if found.isEmpty || deadline.hasPassed { return found }
    usleep(10_000)
  }
}

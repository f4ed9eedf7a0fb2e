import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite(.ownThreads) struct TurnStandardInputTests {
  func lastText(_ bench: TurnBench, _ number: Int = 0) -> String {
    let requests = bench.server.requests
    return number < requests.count ? requests[number].lastUserText : ""
  }

  @Test func withoutAPromptItIsThePrompt() throws {
    let bench = try TurnBench()
    #expect(try bench.run(stdin: "asked here").status == 0)
    #expect(lastText(bench) == "asked here")
  }

  @Test func besideAPromptItIsMaterial() throws {
    let bench = try TurnBench()
    #expect(try bench.run("count them", stdin: "one\ntwo\n").status == 0)
    #expect(lastText(bench) == "<document source=\"stdin\">\none\ntwo\n</document>\ncount them")
  }

  @Test func anIdlePipeOfTheParentIsLeftAlone() throws {
    let bench = try TurnBench()
    let child = try bench.start(["go"], input: .pipe)
    #expect(child.end() == .code(0))
    close(child.standardInput)
    #expect(lastText(bench) == "go")
    #expect(try bench.events().contains { $0["type"] == "notice" && $0["code"] == "stdin_ignored" })
  }

  /// It begins to write after 5 s; after 2 s a person is told what is waited for.
  @Test(arguments: ["", "-q", "-j"])
  func aSlowProducerIsWaitedFor(_ options: String) throws {
    let bench = try TurnBench()
    let result = try bench.shell("(sleep 5; echo late) | $turn \(options) go")
    #expect(result.status == 0)
    #expect(lastText(bench).contains("late"))
    #expect(result.tellingLines == (options.isEmpty ? ["agent-turn: waiting for standard input"] : []))
  }

  /// A producer that is at work writes with pauses; what it writes after them counts.
  @Test func aProducerMayPause() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("(echo one; sleep 3; echo two) | $turn go").status == 0)
    #expect(lastText(bench).contains("one\ntwo"))
  }

  /// In a longer pipeline the writer is no child of the shell that started us.
  @Test func aSlowProducerBehindAnotherIsWaitedFor() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("(sleep 3; echo late) | cat | (cd . && $turn go)").status == 0)
    #expect(lastText(bench).contains("late"))
  }

  @Test func aProducerThatSaysNothingIsWaitedForAndTold() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("sleep 3 | $turn go").status == 0)
    #expect(try bench.events().contains { $0["code"] == "empty_input" })
  }

  @Test func aSilentSocketIsLeftAlone() throws {
    var ends: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    let bench = try TurnBench()
    #expect(try bench.start(["go"], input: .descriptor(ends[0])).end() == .code(0))
    #expect(try bench.events().contains { $0["type"] == "notice" && $0["code"] == "stdin_ignored" })
    // One that speaks is read to its end.
    let child = try bench.start(["-s", "new", "go"], input: .descriptor(ends[0]))
    try IO.writeAll(ends[1], Array("through a socket".utf8))
    shutdown(ends[1], Int32(SHUT_WR))
    #expect(child.end() == .code(0))
    #expect(lastText(bench, 1).contains("through a socket"))
  }

  @Test func aClosedInputIsNone() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("$turn go <&-").status == 0)
    #expect(lastText(bench) == "go")
    #expect(try bench.notices().isEmpty)
  }

  /// On a terminal nothing is waited for, and the words are shown as they come.
  @Test(.enabled(if: ChildProcess.find("script", path: nil) != nil))
  func aTerminalIsNotRead() throws {
    let bench = try TurnBench()
    let result = try bench.shell("script -qec \"$turn go\" /dev/null </dev/null")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("done"))
    #expect(lastText(bench) == "go")
    #expect(try bench.notices().isEmpty)
  }

  @Test func filesCountFromTheirBeginningOnly() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/list", "first\nsecond\n")
    #expect(try bench.shell("$turn whole <list").status == 0)
    #expect(lastText(bench).contains("first\nsecond"))
    #expect(try bench.shell("{ while read -r l; do $turn \"about $l\" || exit 1; done; } <list").status == 0)
    #expect((1...2).map { lastText(bench, $0) } == ["about first", "about second"])
  }

  @Test func devicesAreNotReadAndGiveNoNotice() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("$turn go </dev/null").status == 0)
    #expect(lastText(bench) == "go")
    #expect(try bench.notices().isEmpty)
  }

  @Test func itCanBeAskedForAndRefused() throws {
    let bench = try TurnBench()
    for operand in ["-", "--stdin"] { #expect(try bench.run("go", operand, stdin: "in").status == 0) }
    #expect(lastText(bench).contains("in") && lastText(bench, 1).contains("in"))
    #expect(try bench.run("--no-stdin", "go", stdin: "in").status == 0)
    #expect(lastText(bench, 2) == "go")
  }

  @Test func aNamedPipeIsReadToItsEnd() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("mkfifo f; (sleep 2; echo late) >f & $turn go <f").status == 0)
    #expect(lastText(bench).contains("late"))
  }

  @Test func anEmptyPipeIsTold() throws {
    let bench = try TurnBench()
    let result = try bench.run("go", stdin: "")
    #expect(result.status == 0)
    #expect(try bench.events().contains { $0["code"] == "empty_input" })
  }

  @Test func tooMuchIsBadData() throws {
    let bench = try TurnBench()
    #expect(try bench.run("--stdin-max", "10", "go", stdin: "more than ten bytes").status == 65)
    #expect(bench.server.requests.isEmpty)
  }
}

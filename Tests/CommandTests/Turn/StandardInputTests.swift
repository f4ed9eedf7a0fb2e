import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct TurnStandardInputTests {
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

  @Test func aSlowProducerIsWaitedFor() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("(sleep 3; echo late) | $turn go").status == 0)
    #expect(lastText(bench).contains("late"))
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
    #expect(try !bench.events().contains { $0["type"] == "notice" })
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

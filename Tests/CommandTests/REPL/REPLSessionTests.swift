import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Sessions that `agent` at a terminal enters, follows and loses.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLSessionTests {
  /// A turn of another process that is followed, and killed: nobody writes its end, and it is over all the same.
  @Test func aFollowedTurnIsKilled() throws {
    let bench = try TurnBench { _, number in
      number == 0
        ? .text("some words\n" + String(repeating: "more ", count: 900)).stalled(at: 3_000) : .text("fine")
    }
    let turn = try bench.start(["--no-stdin", "the question"])
    #expect(bench.waitForEvent("turn.started"))
    let terminal = try TerminalBench(bench)
    try terminal.waitFor("some words")
    turn.signal(SIGKILL)
    _ = turn.end()
    try terminal.waitFor("this turn was killed; /resume goes on with it")
    try terminal.enter("again")
    try terminal.wait("no answer") { $0.last == "[scripted] >" && $0.contains("fine") }
  }

  /// A session that somebody else deletes is told, and the next line begins another.
  @Test func aDeletedSessionIsLeft() throws {
    let bench = try TurnBench()
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("hello")
    try terminal.waitForPrompt("[scripted] >")
    let old = bench.sessions()
    #expect(try BuiltCommand("agent-session", in: bench.directory).run(["delete"] + old).status == 0)
    try terminal.enter("and now")
    try terminal.waitFor("the session is gone")
    try terminal.waitForPrompt(">")
    try terminal.enter("anew")
    try terminal.waitForPrompt("[scripted] >")
    #expect(bench.sessions().count == 1 && bench.sessions() != old)
  }

  @Test func theLastTurnIsShownAgain() throws {
    let bench = try TurnBench([.text("the answer")])
    #expect(try bench.run("the question").status == 0)
    let terminal = try TerminalBench(bench)
    let lines = try terminal.waitForPrompt("[scripted] >").filter { !$0.hasPrefix("* ") }
    #expect(lines.suffix(3).dropLast() == ["> the question", "the answer"])
  }

  /// A turn of another process is followed, from its beginning; input and Ctrl-C go to it.
  @Test func aTurnThatRunsIsFollowed() throws {
    let bench = try TurnBench { _, _ in
      .text("some words\n" + String(repeating: "more ", count: 900)).stalled(at: 20_000)
    }
    let turn = try bench.start(["--no-stdin", "the question"])
    #expect(bench.waitForEvent("turn.started"))
    let terminal = try TerminalBench(bench)
    try terminal.wait("not followed") { $0.contains("> the question") && $0.contains("some words") }
    try terminal.wait("no text") { $0.last?.hasSuffix("[scripted answering] >") == true }
    try terminal.press("C-c")
    #expect(turn.end() == .code(130))
    try terminal.waitForPrompt("[scripted] >")
  }

  @Test func anotherSessionIsEntered() throws {
    let bench = try TurnBench { request, _ in
      .text(
        request.body.count > 0 && String(decoding: request.body, as: UTF8.self).contains("third") ? "3" : "1")
    }
    #expect(try bench.run("first").status == 0)
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt("[scripted] >")
    try terminal.enter("/new_session")
    try terminal.waitForPrompt(">")
    try terminal.enter("third")
    try terminal.wait("no answer") { $0.last == "[scripted] >" && $0.contains("3") }
    #expect(bench.sessions().count == 2)
    try terminal.enter("/previous_session")
    try terminal.wait("not entered") { $0.last == "[scripted] >" && $0.contains("> first") }
    try terminal.enter("/next_session")
    try terminal.wait("not entered") { $0.last == "[scripted] >" && $0.contains("> third") }
  }
}

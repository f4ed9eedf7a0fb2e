import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Turns of `agent` at a terminal: steered, interrupted, killed.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLTurnTests {
  @Test func ctrlCEndsTheTurnAndKeepsTheLine() throws {
    let bench = try TurnBench { _, number in
      number == 0 ? .text(String(repeating: "never ending ", count: 900)).stalled(at: 20_000) : .text("fine")
    }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("begin")
    // The row above is the same line as far as the terminal knows.
    try terminal.wait("no text") { $0.last?.hasSuffix("[scripted answering] >") == true }
    try terminal.type("kept")
    try terminal.wait("not typed") { $0.last?.hasSuffix("[scripted answering] > kept") == true }
    try terminal.press("C-c")
    try terminal.waitForPrompt("[scripted] > kept")
    #expect(try bench.terminal()["exit_code"] == 130)
    // At rest it drops the line, and the prompt is there again.
    try terminal.press("C-c")
    try terminal.waitForPrompt("[scripted] >")
    try terminal.enter("again")
    try terminal.waitFor("fine")
  }

  @Test func whatIsEnteredMeanwhileSteersTheTurn() throws {
    let gate = Gate()
    let bench = try TurnBench { _, number in
      if number > 0 { return .text("seen") }
      gate.wait()
      return .toolCall("list", [:])
    }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("look")
    try terminal.waitForPrompt("[scripted thinking] >")
    try terminal.enter("MORE WORDS")
    try terminal.waitForPrompt("[scripted thinking +1] >")
    gate.open()
    let lines = try terminal.wait("no end") { $0.last == "[scripted] >" && $0.contains("seen") }
    #expect(lines.contains("> MORE WORDS") && lines.contains { $0.hasPrefix("* list") })
    #expect(bench.server.bodies.last?.text.contains("MORE WORDS") == true)
    #expect(try bench.events().filter { $0["type"] == "turn.started" }.count == 1)
  }

  /// What a turn did not take, since it was ended, is the beginning of the next.
  @Test func whatATurnDidNotTakeIsTheNext() throws {
    let bench = try TurnBench { _, number in
      number == 0 ? .text("never").silent : .text("answer to it")
    }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("begin")
    try terminal.waitForPrompt("[scripted thinking] >")
    try terminal.enter("DO THIS")
    try terminal.waitForPrompt("[scripted thinking +1] >")
    try terminal.press("C-c")
    try terminal.waitFor("answer to it")
    #expect(bench.server.bodies.last?.text.contains("DO THIS") == true)
  }

  /// Leaving ends the turn, which can end since somebody still listens, however much it says.
  @Test func leavingEndsATurnThatSaysMuch() throws {
    let bench = try TurnBench { _, _ in
      .text(String(repeating: "many words ", count: 60_000)).deltas(of: 500).stalled(at: 600_000)
    }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("begin")
    try terminal.waitFor("many words")
    try terminal.press("C-d")
    try terminal.waitForPrompt("status 0")
    #expect(try bench.terminal()["error"]?["code"] == "interrupted")
  }

  /// A process of turns that was killed leaves its text whole, and the next line finds another.
  @Test func aProcessOfTurnsIsKilled() throws {
    let bench = try TurnBench { _, number in
      number == 0
        ? .text("some words\n" + String(repeating: "more ", count: 900)).stalled(at: 3_000) : .text("fine")
    }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("begin")
    try terminal.waitFor("some words")
    let session = try #require(bench.sessions().first)
    kill(try holder(bench), SIGKILL)
    try terminal.waitFor("! the process of the turn ended with status 137")
    try terminal.waitForPrompt("[scripted] >")
    try terminal.enter("again")
    let lines = try terminal.wait("no answer") { $0.last == "[scripted] >" && $0.contains("fine") }
    #expect(bench.sessions() == [session] && lines.contains("[scripted] > again"))
  }

  /// The process that runs the turn of the only session.
  private func holder(_ bench: TurnBench) throws -> Int32 {
    let session = try #require(bench.sessions().first)
    let store = SessionStore(bench.directory.runtimeDirectory, clock: .system)
    return try #require(store.turnHolder(session)).pid
  }

  /// More is given to a process that takes nothing than a pipe holds: the prompt is there all the time, and all of
  /// it has come when the process goes on.
  @Test func aStoppedProcessHoldsNothingUp() throws {
    let bench = try TurnBench { _, number in
      number == 0 ? .text("never").silent : .text("answer to it")
    }
    let text = (1...3000).map { "line \($0) of a text that no pipe holds\n" }.joined()
    #expect(text.utf8.count > 1 << 16)
    try bench.directory.write("work/big.txt", text + "THE LAST WORDS\n")
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("begin")
    try terminal.waitForPrompt("[scripted thinking] >")
    let pid = try holder(bench)
    kill(pid, SIGSTOP)
    defer { kill(pid, SIGCONT) }
    try terminal.enter("/extract big.txt | READ THIS")
    try terminal.waitForPrompt("[scripted thinking +1] >")
    try terminal.type("half")
    try terminal.waitForPrompt("[scripted thinking +1] > half")
    try terminal.press("C-c")
    try terminal.type(" typed")
    try terminal.waitForPrompt("[scripted thinking +1] > half typed")
    kill(pid, SIGCONT)
    try terminal.wait("no answer") { $0.last == "[scripted] > half typed" && $0.contains("answer to it") }
    let body = try #require(bench.server.bodies.last).text
    #expect(body.contains("READ THIS") && body.contains("THE LAST WORDS"))
  }

  /// A process that does not even end when it is interrupted is killed, and what it was sent is not forgotten
  /// silently.
  @Test func aTurnThatDoesNotEndIsKilled() throws {
    let bench = try TurnBench { _, number in number == 0 ? .text("never").silent : .text("fine") }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("begin")
    try terminal.waitForPrompt("[scripted thinking] >")
    let pid = try holder(bench)
    kill(pid, SIGSTOP)
    try terminal.enter("some words")
    try terminal.waitForPrompt("[scripted thinking +1] >")
    try terminal.press("C-c")
    try terminal.waitFor("the turn does not end; Ctrl-C again kills its process")
    try terminal.press("C-c")
    let lines = try terminal.waitForPrompt("[scripted] >")
    #expect(lines.contains("! the process of the turn ended with status 137"))
    #expect(lines.contains { $0.hasPrefix("! what was typed meanwhile did not reach it") })
    #expect(kill(pid, 0) != 0)
    try terminal.enter("again")
    try terminal.wait("no answer") { $0.last == "[scripted] >" && $0.contains("fine") }
  }
}

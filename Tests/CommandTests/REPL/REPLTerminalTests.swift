import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent` as somebody at a terminal sees it.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLTerminalTests {
  /// Longer than rows, with rows that end within words.
  private static let paragraph = (1...60).map { "word\($0)" }.joined(separator: " ") + " last."

  /// The answer streams in above the prompt; what was typed meanwhile is there, whole; the scrollback has the lines
  /// that a pipe would have got.
  @Test func textComesAboveAHalfTypedLine() throws {
    let gate = Gate()
    let answer = "First.\n\n\(Self.paragraph)\n\nEnd."
    let bench = try TurnBench { _, _ in
      gate.wait()
      return .text(answer).deltas(of: 7)
    }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.record(to: "raw")
    try terminal.enter("go on")
    try terminal.waitForPrompt("[scripted thinking] >")
    try terminal.type("half typed")
    try terminal.waitForPrompt("[scripted thinking] > half typed")
    gate.open()
    let lines = try terminal.waitForPrompt("[scripted] > half typed")
    let end = lines.count - 1
    let shown = lines[..<end].drop { $0 != "First." }
    #expect(Array(shown) == answer.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    // Nothing goes back to what was printed: no address of a place on the screen, no other screen.
    let raw = try bench.directory.read("raw")
    #expect(raw.contains("word60"))
    #expect(!raw.contains(/\u{1b}\[[0-9;]*[Hf]|\u{1b}\[\?(47|1047|1049)h|\u{1b}\[2J/))
  }

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

  @Test(arguments: [("y", true), ("n too risky", false)])
  func aCallIsAskedFor(_ reply: String, _ runs: Bool) throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "echo ran >out"]), .text("went on")])
    let terminal = try TerminalBench(bench, ["--", "--sandbox", "off"])
    try terminal.waitForPrompt(">")
    try terminal.enter("do it")
    let question = "allow? [y]es, [a]lways, [n]o:"
    try terminal.waitForPrompt(question)
    try terminal.enter("perhaps")
    try terminal.waitFor("n does not")
    try terminal.enter(reply)
    let lines = try terminal.wait("no end") { $0.last == "[scripted] >" && $0.contains("went on") }
    #expect(lines.contains { $0.hasPrefix("* may this run? bash: echo ran >out") })
    #expect(Files.exists(bench.directory.path("work/out")) == runs)
    #expect(bench.server.bodies.last?.text.contains("too risky") == !runs)
  }

  /// A question that comes while several lines are being typed is answered first.
  @Test func aQuestionComesBetweenLines() throws {
    let gate = Gate()
    let bench = try TurnBench { _, number in
      if number > 0 { return .text("went on") }
      gate.wait()
      return .toolCall("bash", ["command": "echo ran >out"])
    }
    let terminal = try TerminalBench(bench, ["--", "--sandbox", "off"])
    try terminal.waitForPrompt(">")
    try terminal.enter("do it")
    try terminal.waitForPrompt("[scripted thinking] >")
    try terminal.enter("and then <<END")
    try terminal.enter("one")
    try terminal.type("tw")
    try terminal.waitForPrompt("... tw")
    gate.open()
    try terminal.waitForPrompt("allow? [y]es, [a]lways, [n]o:")
    try terminal.enter("y")
    try terminal.wait("not back") { $0.last == "... tw" }
    try terminal.enter("o")
    try terminal.enter("END")
    let words = #"and then\none\ntwo"#
    for _ in 0..<1_000 where bench.server.bodies.last?.text.contains(words) != true { usleep(10_000) }
    #expect(bench.server.bodies.last?.text.contains(words) == true)
    #expect(Files.exists(bench.directory.path("work/out")))
  }

  /// A sentence that happens to begin with a yes allows nothing, and what a model would hide in a command is seen.
  @Test func aSentenceAllowsNothing() throws {
    let command = "echo ran >out\n* may this run? bash: ls\u{202e}"
    let bench = try TurnBench([.toolCall("bash", ["command": .string(command)]), .text("went on")])
    let terminal = try TerminalBench(bench, ["--", "--sandbox", "off"])
    try terminal.waitForPrompt(">")
    try terminal.enter("do it")
    try terminal.waitForPrompt("allow? [y]es, [a]lways, [n]o:")
    try terminal.enter("a small change please")
    let lines = try terminal.waitFor("n does not")
    #expect(lines.count { $0.hasPrefix("* may this run?") } == 1)
    #expect(lines.contains { $0.hasPrefix("  * may this run? bash: ls<U+202E>") })
    try terminal.enter("n")
    try terminal.wait("no end") { $0.last == "[scripted] >" && $0.contains("went on") }
    #expect(!Files.exists(bench.directory.path("work/out")))
    #expect(!Files.exists(bench.directory.path("runtime/rules.json")))
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
    let holder = try #require(
      SessionStore(bench.directory.runtimeDirectory, clock: .system).turnHolder(session))
    kill(holder.pid, SIGKILL)
    try terminal.waitFor("! the process of the turn ended with status 137")
    try terminal.waitForPrompt("[scripted] >")
    try terminal.enter("again")
    let lines = try terminal.wait("no answer") { $0.last == "[scripted] >" && $0.contains("fine") }
    #expect(bench.sessions() == [session] && lines.contains("[scripted] > again"))
  }

  // MARK: - Sessions

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

  // MARK: - The line

  @Test func aPasteOfLinesIsOneEntry() throws {
    let bench = try TurnBench()
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.paste("one\ntwo\nthree")
    try terminal.waitForPrompt("three")
    #expect(bench.server.requests.isEmpty)
    try terminal.press("Enter")
    try terminal.waitFor("done")
    #expect(bench.server.requests.count == 1)
    #expect(bench.server.bodies.last?.text.contains(#"one\ntwo\nthree"#) == true)
  }

  @Test func aLineGoesOnAndHasAHistory() throws {
    let bench = try TurnBench()
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter(#"begin \"#)
    try terminal.waitForPrompt("...")
    try terminal.enter("end")
    try terminal.waitForPrompt("[scripted] >")
    #expect(bench.server.bodies.last?.text.contains(#"begin \nend"#) == true)
    try terminal.press("Up")
    try terminal.waitForPrompt("end")
    try terminal.press("C-c")
    try terminal.waitForPrompt("[scripted] >")
    try terminal.press("C-d")
    try terminal.waitForPrompt("status 0")
    #expect(try bench.directory.read("runtime/repl_history") == "begin \\nend\n")
    let status = try #require(try Files.status(bench.directory.path("runtime/repl_history")))
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func aLineIsWrittenInAnEditor() throws {
    let bench = try TurnBench()
    let editor = try bench.directory.write("editor", "#!/bin/sh\necho and more >>\"$1\"\n", mode: 0o700)
    let terminal = try TerminalBench(bench, environment: ["EDITOR": editor])
    try terminal.waitForPrompt(">")
    try terminal.type("begun")
    try terminal.press("C-o")
    try terminal.waitForPrompt("and more")
    try terminal.press("Enter")
    try terminal.waitFor("done")
    #expect(bench.server.bodies.last?.text.contains(#"begun\nand more"#) == true)
    #expect(try Files.list(bench.directory.runtime).allSatisfy { !$0.hasPrefix("line-") })
  }

  @Test func inputrcIsObeyed() throws {
    let bench = try TurnBench()
    try bench.directory.write("home/.inputrc", "$if agent\nset editing-mode vi\n$endif\n")
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.type("world")
    try terminal.press("Escape", "0", "i")
    try terminal.type("hello ")
    try terminal.waitForPrompt("> hello world")
  }

  @Test func wordsAreCompleted() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/notes.md", "# Notes\n")
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    for (typed, completed) in [
      ("/load_s", "> /load_session"), ("/session und", "> /session undo"),
      ("/session show --run", "> /session show --runtime-dir"), ("read @no", "> read @notes.md"),
    ] {
      try terminal.type(typed)
      try terminal.press("Tab")
      try terminal.waitForPrompt(completed)
      try terminal.press("C-u")
      try terminal.waitForPrompt(">")
    }
  }

  /// Characters are characters, whatever the variables of the locale say; programs get those as they were.
  @Test(arguments: ["C", "POSIX", "de_DE.ISO-8859-1", ""]) func anyLocaleWillDo(_ locale: String) throws {
    let bench = try TurnBench()
    let terminal = try TerminalBench(bench, environment: ["LC_ALL": locale, "LANG": "C"])
    try terminal.waitForPrompt(">")
    try terminal.type("日本é")
    try terminal.press("BSpace", "BSpace", "BSpace")
    try terminal.type("ü")
    try terminal.waitForPrompt("> ü")
    try terminal.press("Enter")
    try terminal.waitForPrompt("[scripted] >")
    #expect(bench.server.bodies.last?.text.contains("ü") == true)
    try terminal.enter("!echo \"<$LC_ALL>\"")
    try terminal.waitFor("<\(locale)>")
  }

  @Test func aPathWithSpacesIsQuoted() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/my notes.md", "# Canary\n")
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.type("read @my")
    try terminal.press("Tab")
    try terminal.waitForPrompt("> read @\"my notes.md\"")
    try terminal.press("Enter")
    try terminal.waitForPrompt("[scripted] >")
    #expect(bench.server.bodies.last?.text.contains("Canary") == true)
  }

  /// A program that has the terminal ends with us.
  @Test func aSignalEndsTheProgramThatHasTheTerminal() throws {
    let bench = try TurnBench()
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("!echo $PPID >pid; sleep 1000")
    for _ in 0..<1_000 where (try? bench.directory.read("work/pid").hasSuffix("\n")) != true {
      usleep(10_000)
    }
    let pid = try #require(Int32(try bench.directory.read("work/pid").dropLast()))
    kill(pid, SIGTERM)
    try terminal.waitForPrompt("status 143")
  }

  @Test func aResizeKeepsTheLine() throws {
    let terminal = try TerminalBench(try TurnBench())
    try terminal.waitForPrompt(">")
    try terminal.type("typed before")
    try terminal.waitForPrompt("> typed before")
    try terminal.resize(columns: 60)
    try terminal.type(" and after")
    try terminal.waitForPrompt("> typed before and after")
  }

  // MARK: - Around it

  @Test func programsHaveTheTerminal() throws {
    let bench = try TurnBench([.text("alpha\nbeta")])
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("!test -t 0 && echo terminal")
    try terminal.waitFor("terminal")
    try terminal.enter("list them")
    try terminal.wait("no answer") { $0.last == "[scripted] >" && $0.contains("beta") }
    try terminal.enter("| sort -r | head -n 1 | tr a-z A-Z")
    try terminal.waitFor("BETA")
    try terminal.enter("/help")
    try terminal.waitFor("attach a file or an image")
    try terminal.enter("/nosuch")
    try terminal.waitFor("! /nosuch: no such command")
  }

  @Test func formulasAreShownInUnicode() throws {
    let bench = try TurnBench([.text(#"It is \(\alpha^2 \leq x_1\) for $5."#), .text(#"\(\beta\)"#)])
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("what")
    try terminal.waitFor("It is α² ≤ x₁ for $5.")
    try terminal.enter("/raw on")
    try terminal.enter("again")
    try terminal.waitFor(#"\(\beta\)"#)
  }

  /// Somebody who has no model is told how to get one, before and after asking.
  @Test func aFirstRunExplainsItself() throws {
    let terminal = try TerminalBench(try TurnBench(), withModel: false)
    try terminal.waitFor("No model answers yet")
    try terminal.enter("hello")
    try terminal.waitFor("! no model is configured")
    try terminal.press("C-d")
    try terminal.waitForPrompt("status 0")
  }

  @Test func controlCharactersDoNotReachTheTerminal() throws {
    let terminal = try TerminalBench(try TurnBench([.text("a\u{1b}]0;title\u{7}b")]))
    try terminal.waitForPrompt(">")
    try terminal.enter("go")
    try terminal.waitFor("a^[]0;title^Gb")
  }

  @Test func itEndsWithItsTerminal() throws {
    let bench = try TurnBench { _, _ in .text("never").silent }
    do {
      let terminal = try TerminalBench(bench)
      try terminal.waitForPrompt(">")
      try terminal.enter("go")
      try terminal.waitForPrompt("[scripted thinking] >")
    }
    // Its turn has its end, though nobody is there to see it.
    #expect(bench.waitForEvent("turn.failed"))
  }
}

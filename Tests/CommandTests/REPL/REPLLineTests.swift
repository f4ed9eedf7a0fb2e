import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The line that is typed at the prompt of `agent`.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLLineTests {
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

  /// While the history is searched, nothing takes the search away; what has come meanwhile follows, with the prompt
  /// of now.
  @Test func aSearchIsNotDisturbed() throws {
    let gate = Gate()
    let bench = try TurnBench { _, number in
      if number > 0 { gate.wait() }
      return .text("answer \(number)")
    }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("the first")
    try terminal.waitForPrompt("[scripted] >")
    try terminal.enter("second")
    try terminal.waitForPrompt("[scripted thinking] >")
    try terminal.press("C-r")
    try terminal.type("fir")
    let search = "(reverse-i-search)`fir': the first"
    try terminal.waitForPrompt(search)
    gate.open()
    for _ in 0..<1_000 where try bench.events().count(where: { $0["type"] == "turn.completed" }) < 2 {
      usleep(10_000)
    }
    #expect(try terminal.lines().last == search)
    try terminal.press("C-g")
    try terminal.wait("no answer") { $0.last == "[scripted] >" && $0.contains("answer 1") }
  }

  @Test func ctrlCEndsASearchAndTheTurn() throws {
    let bench = try TurnBench { _, number in number == 0 ? .text("never").silent : .text("fine") }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("the first")
    try terminal.waitForPrompt("[scripted thinking] >")
    try terminal.press("C-r")
    try terminal.type("fir")
    try terminal.waitForPrompt("(reverse-i-search)`fir': the first")
    try terminal.press("C-c")
    try terminal.wait("not ended") { $0.last?.hasPrefix("[scripted] >") == true }
    #expect(try bench.terminal()["exit_code"] == 130)
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
}

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

  @Test func aResizeKeepsTheLine() throws {
    let terminal = try TerminalBench(try TurnBench())
    try terminal.waitForPrompt(">")
    try terminal.type("typed before")
    try terminal.waitForPrompt("> typed before")
    try terminal.resize(columns: 60)
    try terminal.type(" and after")
    try terminal.waitForPrompt("> typed before and after")
  }
}

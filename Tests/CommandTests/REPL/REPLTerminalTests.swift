import AgentJSON
import AgentTesting
import Glibc
import Testing

/// `agent` at a terminal: programs that get it, its first run and its end.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLTerminalTests {
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

  /// Somebody who has no model is told how to get one, before and after asking.
  @Test func aFirstRunExplainsItself() throws {
    let terminal = try TerminalBench(try TurnBench(), withModel: false)
    try terminal.waitFor("No model answers yet")
    try terminal.enter("hello")
    try terminal.waitFor("! no model is configured")
    try terminal.press("C-d")
    try terminal.waitForPrompt("status 0")
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

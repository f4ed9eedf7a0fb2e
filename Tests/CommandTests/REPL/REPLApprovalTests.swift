import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Calls that somebody at the prompt of `agent` is asked for.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLApprovalTests {
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
}

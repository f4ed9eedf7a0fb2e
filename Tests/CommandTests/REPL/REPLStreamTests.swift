import AgentJSON
import AgentTesting
import Testing

/// What a turn says, as somebody at a terminal sees it.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLStreamTests {
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

  @Test func controlCharactersDoNotReachTheTerminal() throws {
    let terminal = try TerminalBench(try TurnBench([.text("a\u{1b}]0;title\u{7}b")]))
    try terminal.waitForPrompt(">")
    try terminal.enter("go")
    try terminal.waitFor("a^[]0;title^Gb")
  }
}

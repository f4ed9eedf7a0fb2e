import AgentTesting
import Testing

/// `agent` in a window that gets another width.
@Suite(.enabled(if: TerminalBench.isThere)) struct REPLResizeTests {
  /// No piece of the prompt stays in a long line that streams in, whether the window gets wider or narrower.
  @Test(arguments: [[60], [100], [47, 120, 80]])
  func aLongAnswerStaysWhole(_ widths: [Int]) throws {
    let answer = String(repeating: "never ending ", count: 900)
    let bench = try TurnBench { _, _ in .text(answer).stalled(at: 20_000) }
    let terminal = try TerminalBench(bench)
    try terminal.waitForPrompt(">")
    try terminal.enter("begin")
    try terminal.wait("no text") { $0.last?.hasSuffix("[scripted answering] >") == true }
    try terminal.type("kept")
    try terminal.wait("not typed") { $0.last?.hasSuffix("[scripted answering] > kept") == true }
    for width in widths {
      try terminal.resize(columns: width)
      try terminal.wait("not there at \(width)") { lines in
        lines.last?.hasSuffix("[scripted answering] > kept") == true
          && lines.joined().ranges(of: "answering]").count == 1
      }
    }
    try terminal.press("C-c")
    let lines = try terminal.waitForPrompt("[scripted] > kept")
    let shown = try #require(lines.first { $0.hasPrefix("never ending") })
    #expect(answer.hasPrefix(shown) && shown.count > 400, "\(shown)")
    #expect(!lines.joined().contains("answering]"))
  }

  /// What is typed on several rows is there once.
  @Test func aLongLineIsThereOnce() throws {
    let terminal = try TerminalBench(try TurnBench())
    try terminal.waitForPrompt(">")
    let line = String(repeating: "typed-", count: 30)
    try terminal.type(line)
    try terminal.waitForPrompt("> \(line)")
    for (number, width) in [60, 100].enumerated() {
      try terminal.resize(columns: width)
      try terminal.type(String(number))
      let typed = line + (0...number).map(String.init).joined()
      try terminal.wait("not once at \(width)") {
        $0.last == "> \(typed)" && $0.joined().ranges(of: "> typed-").count == 1
      }
    }
  }

  /// A terminal that knows nothing of its cursor keeps the line as well.
  @Test func aResizeKeepsTheLine() throws {
    let terminal = try TerminalBench(try TurnBench(), terminal: "dumb")
    try terminal.waitForPrompt(">")
    try terminal.type("typed before")
    try terminal.waitForPrompt("> typed before")
    try terminal.resize(columns: 60)
    try terminal.type(" and after")
    try terminal.waitForPrompt("> typed before and after")
  }
}

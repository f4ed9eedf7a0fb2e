@testable import AgentCLI
import Testing

struct HelpTextTests {
  @Test("a long usage line is broken between options")
  func wrapsUsage() {
    let text = """
      OVERVIEW: Show

      USAGE: agent-x show [--quiet] [--verbose] [--format <format>] [-j] --at <time> [--runtime-dir <dir>] [<id> ...]

      ARGUMENTS:
      """
    #expect(
      HelpText.wrappingUsage(text) == """
        OVERVIEW: Show

        USAGE: agent-x show [--quiet] [--verbose] [--format <format>] [-j] --at <time>
                 [--runtime-dir <dir>] [<id> ...]

        ARGUMENTS:
        """)
  }

  @Test(
    "all else stays as it is",
    arguments: [
      "", "agent-x 0.1.0", "USAGE: agent-x [-j]\n\n  x\n", String(repeating: "word ", count: 40),
    ])
  func leavesTheRest(text: String) {
    #expect(HelpText.wrappingUsage(text) == text)
  }
}

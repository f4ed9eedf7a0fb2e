import Testing

@testable import AgentCLI

@Suite struct HelpTextTests {
  @Test func foldsBetweenOptions() {
    let text =
      "OVERVIEW: Show\n\nUSAGE: agent-x show [--format <format>] [-j] [<id> ...] [--turn <turn>]\n\nEND"
    #expect(
      HelpText.folded(text, columns: 40) == """
        OVERVIEW: Show

        USAGE: agent-x show [--format <format>]
               [-j] [<id> ...] [--turn <turn>]

        END
        """)
  }

  @Test(arguments: ["USAGE: agent-x show [-j]", "A line that is longer than the columns and no usage", ""])
  func leavesTheRest(text: String) {
    #expect(HelpText.folded(text, columns: 30) == text)
  }
}

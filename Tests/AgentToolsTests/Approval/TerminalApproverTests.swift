import AgentApproval
import AgentJSON
import Testing

@testable import AgentTools

@Suite struct TerminalApproverTests {
  private func text(_ command: String) -> String {
    TerminalApprover.text(
      ApprovalQuestion(
        id: "a",
        call: ApprovalCall(
          tool: "bash", effects: "write", confinement: .none, arguments: ["command": .string(command)],
          commandLine: CommandLine(command)),
        reason: "nothing confines it"))
  }

  /// What would move the cursor or hide text does not reach the terminal.
  @Test func theWholeCallIsShownAndNothingIsObeyed() {
    let shown = text("ls\u{1b}[2K\rid\nrm \u{7}x")
    #expect(shown.contains("| ls") && shown.contains("| rm ") && shown.contains("nothing confines it"))
    #expect(!shown.contains("\u{1b}") && !shown.contains("\r") && !shown.contains("\u{7}"))
  }

  @Test func whatIsNotShownIsCounted() {
    #expect(text(String(repeating: "x", count: 20_000)).contains("[… 3616 more characters …]"))
  }
}

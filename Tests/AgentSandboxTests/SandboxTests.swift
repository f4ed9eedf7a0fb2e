import AgentCore
import AgentTesting
import Testing

@testable import AgentSandbox

@Suite struct SandboxTests {
  let directory = TestDirectory()
  let environment = ["PATH": "/usr/bin:/bin"]

  @Test func commandLines() throws {
    let off = try Sandbox(SandboxPolicy(mode: .off, workspace: directory.work), environment: environment)
    #expect(off.commandLine(["ls", "-l"]) == ["ls", "-l"])
    let confined = try Sandbox(SandboxPolicy(workspace: directory.work), environment: environment)
    let line = confined.commandLine(["ls", "-l"])
    #expect(line.first?.hasSuffix("/agent-sandbox") == true)
    #expect(line.suffix(3) == ["--", "ls", "-l"])
  }

  /// What cannot be set is told before a command runs, in agent-sandbox's own words.
  @Test func whatCannotBeSetIsRefused() throws {
    let error = #expect(throws: AgentError.self) {
      try Sandbox(
        SandboxPolicy(workspace: directory.work, readable: ["/nowhere/at/all"]), environment: environment)
    }
    #expect(error?.exitCode == .notPermitted)
    #expect(error?.message.contains("/nowhere/at/all") == true, "\(error?.message ?? "")")
    #expect(error?.hint?.contains("--sandbox off") == true)
  }
}

import AgentCore
import AgentSystem
import AgentTesting
import Testing

@Suite struct ResourceDirectoryTests {
  let directory = TestDirectory()

  @Test func theVariableWins() throws {
    try directory.write("share/agentutils/x", "")
    let found = ResourceDirectory(
      environment: ["AGENT_SHARE_DIR": "/elsewhere"], executable: directory.path("bin/agent-config"))
    #expect(found.path == "/elsewhere")
  }

  @Test func anInstallationHasItBesideItsExecutables() throws {
    try directory.write("share/agentutils/AgentModel/x", "")
    let found = ResourceDirectory(environment: [:], executable: directory.path("bin/agent-config"))
    #expect(try found.file("AgentModel/x") == directory.path("share/agentutils/AgentModel/x"))
  }

  @Test func aCloneHasItInItsSources() throws {
    try directory.write("clone/Package.swift", "")
    let program = directory.path("clone/.build/x86_64-unknown-linux-gnu/debug/agent-config")
    #expect(ResourceDirectory(environment: [:], executable: program).path == directory.path("clone/Sources"))
  }

  @Test func whatIsMissingIsToldWithItsPlace() {
    let program = directory.path("bin/agent-config")
    let error = #expect(throws: AgentError.self) {
      try ResourceDirectory(environment: [:], executable: program).file("x")
    }
    #expect(error?.exitCode == .configuration)
    #expect(error?.object == directory.path("share/agentutils/x"))
  }
}

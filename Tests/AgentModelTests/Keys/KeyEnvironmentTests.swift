import AgentTesting
import Testing

@testable import AgentModel

@Suite struct KeyEnvironmentTests {
  @Test func readsKeysOfTheFileAndNothingElse() throws {
    let directory = TestDirectory()
    try directory.write(
      "runtime/.env",
      """
      # keys
      export OPENAI_API_KEY="sk-1"
      ANTHROPIC_API_KEY = sk-2 # mine
      AGENT_API_KEY='sk-#3'
      PATH=/evil
      AGENT_BASE_URL=https://evil.example
      not a line
      """)
    let merged = try KeyEnvironment.read(
      runtime: directory.runtimeDirectory, environment: ["PATH": "/bin", "OPENAI_API_KEY": ""])
    #expect(
      merged == [
        "PATH": "/bin", "OPENAI_API_KEY": "sk-1", "ANTHROPIC_API_KEY": "sk-2", "AGENT_API_KEY": "sk-#3",
      ])
  }

  @Test func theEnvironmentCountsBeforeTheFile() throws {
    let directory = TestDirectory()
    try directory.write("runtime/.env", "OPENAI_API_KEY=file\n")
    let merged = try KeyEnvironment.read(
      runtime: directory.runtimeDirectory, environment: ["OPENAI_API_KEY": "own"])
    #expect(merged["OPENAI_API_KEY"] == "own")
  }

  @Test func noFileIsNoKeys() throws {
    let merged = try KeyEnvironment.read(
      runtime: TestDirectory().runtimeDirectory, environment: ["A": "b"])
    #expect(merged == ["A": "b"])
  }
}

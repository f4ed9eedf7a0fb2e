import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 2: version") struct VersionTests {
  @Test(arguments: try Checkout.commands()) func isOneLineAndTheSameForAll(_ command: String) throws {
    let result = try BuiltCommand(command, in: TestDirectory()).run("--version")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let first = try BuiltCommand("agent-config", in: TestDirectory()).run("--version").output
    #expect(result.output == first.replacing("agent-config", with: command))
    #expect(result.output.wholeMatch(of: /agent[a-z-]* \d+\.\d+\.\d+\n/) != nil)
  }

  /// The change log begins with the version that the commands have.
  @Test func isInTheChangeLog() throws {
    let number = try #require(
      try BuiltCommand("agent-config", in: TestDirectory()).run("--version").output
        .firstMatch(of: /\d+\.\d+\.\d+/)?.output)
    let log = String(decoding: try Files.read(Checkout.path("CHANGELOG.md")), as: UTF8.self)
    let newest = log.matches(of: /\n## \[(.+?)\]/).map(\.output.1).first { $0 != "Unreleased" }
    #expect(newest == number)
  }
}

import AgentCLI
import AgentTesting
import Testing

/// What goes to standard error at each level is seen from outside: CommandRunnerTests.
struct DiagnosticsTests {
  @Test func levelsAreOrdered() {
    #expect(Diagnostics.Level.quiet < .normal)
    #expect(Diagnostics.Level.normal < .verbose)
  }

  @Test("what is not told is not even made")
  func lazyMessages() {
    var made = 0
    func message() -> String {
      made += 1
      return ""
    }
    Diagnostics(prefix: "x", level: .quiet).note(message())
    Diagnostics(prefix: "x", level: .normal).verbose(message())
    #expect(made == 0)
  }

  @Test("a stderr that cannot be written to changes nothing")
  func brokenStandardError() throws {
    let directory = TestDirectory()
    let probe = BuiltCommand("cli-probe", in: directory).executable
    let result = try BuiltCommand("/bin/sh", in: directory).run("-c", "\"$1\" notes 2>/dev/full", "sh", probe)
    #expect(result.status == 2)
    #expect(result.lines.count == 3)
  }
}

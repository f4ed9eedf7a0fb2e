import AgentCLI
import AgentCore
import Testing

@testable import ConfigCommand

@Suite struct DoctorCommandTests {
  @Test(arguments: [
    ([Finding.State.ok, .notice], false, AgentCore.ExitStatus.done),
    ([.ok, .notice], true, .done),
    ([.ok, .weak], false, .done),
    ([.ok, .weak], true, .negative),
    ([.weak, .broken], false, .configuration),
    ([.weak, .broken], true, .configuration),
  ])
  func status(states: [Finding.State], strict: Bool, expected: AgentCore.ExitStatus) {
    let findings = states.map { Finding($0, "check", "message") }
    #expect(DoctorCommand.status(of: findings, strict: strict) == expected)
  }

  @Test func aFindingIsOneLine() {
    let finding = Finding(.weak, "disk space", "12 MB free", advice: "make room")
    #expect(finding.row.text == "weak    disk space: 12 MB free (make room)")
  }
}

import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 4: exit codes") struct ExitCodeTests {
  @Test(arguments: Example.failures) func aFailureHasItsCode(_ example: Example) throws {
    for options in [[], ["-j"], ["-q"]] {
      // The bytes of a blob are no records.
      if example.verb == "blob", options == ["-j"] { continue }
      let result = try Scene().run(example, options)
      #expect(result.status == example.status, "\(options): \(result.errors)")
    }
  }

  /// The table of failures reaches every code, but those that other conventions force.
  @Test func everyCodeIsForcedSomewhere() {
    let here = Set((Example.all + Example.failures).map(\.status))
    let signals: Set<AgentCore.ExitStatus> = [.hangUp, .interrupted, .quit, .terminated]
    let elsewhere: [AgentCore.ExitStatus: String] = [
      .inputOutput: "FullDeviceTests", .brokenPipe: "GoneReaderTests",
      .killed: "only in records that others wrote", .internalError: "a bug",
      .approval: "no tool asks yet", .schema: "no option asks for one yet",
    ]
    for status in AgentCore.ExitStatus.allCases where !signals.contains(status) && elsewhere[status] == nil {
      #expect(here.contains(status.rawValue), "no example ends with \(status.rawValue)")
    }
  }
}

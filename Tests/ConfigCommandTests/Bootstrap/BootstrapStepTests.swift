import AgentCLI
import AgentCore
import AgentJSON
import Testing

@testable import ConfigCommand

@Suite struct BootstrapStepTests {
  @Test(arguments: [
    ([BootstrapStep.State.done, .present, .skipped, .planned], AgentCore.ExitStatus.done),
    ([.skipped, .skipped], .done),
    ([.done, .failed], .partial),
    ([.failed, .present], .partial),
    ([.failed, .planned], .partial),
    // What was not wanted did not go well either.
    ([.failed, .skipped, .failed], .unavailable),
  ])
  func status(states: [BootstrapStep.State], expected: AgentCore.ExitStatus) {
    let steps = states.map { BootstrapStep("x", $0, "m", exit: $0 == .failed ? 69 : nil) }
    #expect(BootstrapStep.status(of: steps) == expected)
  }

  @Test func whereAllFailedItIsTheFirstOnesStatus() {
    let steps = [78, 69].map { BootstrapStep("x", .failed, "m", exit: Int32($0)) }
    #expect(BootstrapStep.status(of: steps) == .configuration)
    // A status that is none of ours, such as that of a signal nobody knows.
    #expect(BootstrapStep.status(of: [BootstrapStep("x", .failed, "m", exit: 200)]) == .unavailable)
  }

  @Test func aStepIsOneLineAndOneRecord() {
    let row = BootstrapStep("packages", .failed, "no network", advice: "try again", exit: 69).row
    #expect(row.text == "failed   packages: no network (try again)")
    #expect(
      row.record == [
        "type": "step", "v": 1, "step": "packages", "state": "failed", "message": "no network",
        "advice": "try again", "exit": 69,
      ])
    #expect(BootstrapStep("doctor", .done, "m").row.record.keys.contains("exit") == false)
  }
}

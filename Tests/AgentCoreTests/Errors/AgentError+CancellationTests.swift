import AgentCore
import AgentSystem
import Testing

@Suite struct AgentErrorCancellationTests {
  @Test(arguments: [
    (Cancellation.Reason.signal(2), ErrorCode.interrupted, AgentCore.ExitStatus.interrupted),
    (.signal(15), .terminated, .terminated), (.signal(1), .terminated, .hangUp),
    (.deadline, .deadline, .limit), (.requested("enough"), .interrupted, .interrupted),
  ])
  func everyReasonHasItsCode(_ reason: Cancellation.Reason, _ code: ErrorCode, _ exit: AgentCore.ExitStatus) {
    let error = AgentError(reason)
    #expect(error.code == code)
    #expect(error.exitCode == exit)
  }
}

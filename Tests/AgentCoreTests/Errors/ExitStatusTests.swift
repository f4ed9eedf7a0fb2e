import AgentCore
import Testing

struct ExitStatusTests {
  @Test func theCodesOfTheContract() {
    #expect(
      AgentCore.ExitStatus.allCases.map(\.rawValue) == [
        0, 1, 2, 3, 4, 5, 64, 65, 66, 69, 70, 73, 74, 75, 76, 77, 78, 129, 130, 131, 137, 141, 143,
      ])
  }

  @Test("each has a meaning of its own", arguments: AgentCore.ExitStatus.allCases)
  func meanings(status: AgentCore.ExitStatus) {
    #expect(!status.meaning.isEmpty)
    #expect(AgentCore.ExitStatus.allCases.filter { $0.meaning == status.meaning } == [status])
  }
}

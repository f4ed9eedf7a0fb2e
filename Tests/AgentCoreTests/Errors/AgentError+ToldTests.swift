import AgentJSON
import Testing

@testable import AgentCore

@Suite struct AgentErrorToldTests {
  @Test(arguments: [
    AgentError(.auth, "wrong key", object: "server", hint: "try another", status: 401),
    AgentError(.network, "refused", exit: .unavailable), AgentError(.sessionBusy, "a turn runs"),
  ])
  func whatIsToldIsReadBack(_ error: AgentError) throws {
    for told in [error.payload, error.record] {
      let read = try #require(AgentError(told: told, exit: error.exitCode.rawValue))
      #expect(read.code == error.code && read.exitCode == error.exitCode && read.hint == error.hint)
      #expect(read.description == error.description)
    }
  }

  @Test(arguments: ["{}", #"{"code":"nosuch","message":"x"}"#, #"{"code":"auth"}"#, "7"])
  func otherThingsAreNone(_ text: String) throws {
    #expect(try AgentError(told: JSON(parsing: text), exit: 1) == nil)
  }
}

import AgentCore
import Testing

@testable import AgentModel

@Suite struct DialectNameTests {
  @Test func knowsTheOnesThatAreSpoken() throws {
    #expect(try DialectName(named: "chat") == .chat)
    #expect(try DialectName(named: "responses") == .responses)
  }

  @Test(arguments: [
    ("anthropic", "known are responses, chat"), ("respones", "did you mean 'responses'?"),
    ("", "known are responses, chat"),
  ])
  func refusesOthers(name: String, hint: String) {
    let error = #expect(throws: AgentError.self) { try DialectName(named: name) }
    #expect(error?.code == .usage)
    #expect(error?.hint == hint)
  }
}

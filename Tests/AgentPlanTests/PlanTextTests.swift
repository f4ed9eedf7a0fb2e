import AgentCore
import AgentPlan
import Testing

struct PlanTextTests {
  @Test(arguments: [(" a\r\nb\tc ", "a b c"), ("a\u{1b}[31m", "a [31m"), ("e\u{301}", "e\u{301}")])
  func lines(_ text: String, _ title: String) throws { #expect(try PlanText.title(text) == title) }

  @Test func limits() throws {
    #expect(throws: AgentError.self) { try PlanText.title(" \n") }
    #expect(throws: AgentError.self) { try PlanText.title(String(repeating: "x", count: 1001)) }
    #expect(throws: AgentError.self) { try PlanText.name(String(repeating: "x", count: 201)) }
    #expect(throws: AgentError.self) { try PlanText.description(String(repeating: "x", count: 65_537)) }
  }
}

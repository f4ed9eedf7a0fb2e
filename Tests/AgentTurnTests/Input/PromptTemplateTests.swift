import AgentCore
import AgentTesting
import Testing

@testable import AgentTurn

@Suite struct PromptTemplateTests {
  @Test(
    arguments: [
      ("plain", [], "plain"), ("{{a}} and {{ a }}", ["a=1"], "1 and 1"), ("{{a}}", ["a={{b}}"], "{{b}}"),
      ("{{a}}{{b}}", ["a=x=y", "b="], "x=y"), ("{{open", [], "{{open"), ("}} {{a}}", ["a=1"], "}} 1"),
      ("{{a}}\u{301}", ["a=\u{301}b"], "\u{301}b\u{301}"),
    ] as [(String, [String], String)])
  func fills(_ text: String, _ values: [String], _ expected: String) throws {
    #expect(try PromptTemplate.fill(text, values) == expected)
  }

  @Test func missingAndSuperfluousValuesAreUsage() {
    #expect(#expect(throws: AgentError.self) { try PromptTemplate.fill("{{a}}", []) }?.exitCode == .usage)
    #expect(#expect(throws: AgentError.self) { try PromptTemplate.fill("x", ["a=1"]) }?.exitCode == .usage)
  }

  @Test func loadsFromTheRuntimeDirectory() throws {
    let directory = TestDirectory()
    try directory.write("runtime/prompts/review.md", "Review {{what}}.")
    let runtime = directory.runtimeDirectory
    #expect(try PromptTemplate.load("review", values: ["what=this"], runtime: runtime) == "Review this.")
    let error = #expect(throws: AgentError.self) {
      try PromptTemplate.load("reveiw", values: [], runtime: runtime)
    }
    #expect(error?.exitCode == .inputMissing)
    #expect(error?.hint?.contains("review") == true)
    #expect(throws: AgentError.self) { try PromptTemplate.load("../x", values: [], runtime: runtime) }
  }
}

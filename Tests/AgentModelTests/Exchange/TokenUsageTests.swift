import AgentCore
import AgentJSON
import Testing

@testable import AgentModel

@Suite struct TokenUsageTests {
  @Test func speaksCodexsKeys() {
    let usage = TokenUsage(input: 1, cachedInput: 2, output: 3, reasoningOutput: 4)
    #expect(
      usage.json == [
        "input_tokens": 1, "cached_input_tokens": 2, "output_tokens": 3, "reasoning_output_tokens": 4,
        "total_tokens": 4,
      ])
    #expect(TokenUsage(json: usage.json) == usage)
    #expect(usage + usage == TokenUsage(input: 2, cachedInput: 4, output: 6, reasoningOutput: 8))
  }

  @Test(arguments: [
    (#"{"input_tokens":1}"#, TokenUsage(input: 1)),
    (#"{"prompt_tokens":1,"completion_tokens":2}"#, TokenUsage(input: 1, output: 2)), ("null", nil),
    (
      #"{"prompt_tokens":1,"completion_tokens":2,"cost":0.25}"#,
      TokenUsage(input: 1, output: 2, cost: Money(dollars: 0.25))
    ), (#"{"prompt_tokens":1,"cost":"0.25"}"#, TokenUsage(input: 1)),
    ("{}", nil), (#"{"input_tokens":1,"output_tokens_details":null}"#, TokenUsage(input: 1)),
  ])
  func readsWhatIsThere(wire: String, expected: TokenUsage?) throws {
    #expect(TokenUsage(wire: try JSON(parsing: wire)) == expected)
  }
}

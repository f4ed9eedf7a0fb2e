import Testing

@testable import AgentModel

@Suite struct ModelCatalogTests {
  @Test(
    arguments: [
      ("gpt-5", 400_000), ("openai/gpt-5-mini", 400_000), ("GPT-4o-2024-08-06", 128_000), ("gpt-4", 8192),
      ("gpt-4.1-nano", 1_047_576), ("claude-sonnet-4", 200_000), ("smollm2-135m-instruct", 8192),
      ("a-model-of-my-own", nil), ("", nil),
    ] as [(String, Int?)])
  func knowsTheContext(model: String, tokens: Int?) {
    #expect(ModelCatalog.contextTokens(of: model) == tokens)
  }

  @Test(arguments: [("smollm2-135m", false), ("gpt-4o", true), ("unknown", true)])
  func knowsWhichCallNoTools(model: String, expected: Bool) {
    #expect(ModelCatalog.callsTools(model) == expected)
  }

  @Test(arguments: [("gpt-4o", false), ("gpt-5", true), ("gpt-5-chat-latest", false), ("unknown", true)])
  func knowsWhichDoNotReason(model: String, expected: Bool) {
    #expect(ModelCatalog.reasons(model) == expected)
  }
}

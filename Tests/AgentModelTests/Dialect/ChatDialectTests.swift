import AgentJSON
import Testing

@testable import AgentModel

/// What goes to a chat server.
@Suite struct ChatDialectTests {
  private let request = ModelRequest(
    model: "m", instructions: "Be brief.", input: [["role": "user", "content": "Hi"]],
    tools: [
      ToolSpec(name: "read", description: "Reads.", parameters: ["type": "object"], isStrict: true),
      ToolSpec(name: "patch", description: "Patches.", kind: .custom(format: nil)),
    ], effort: "low", verbosity: "low", maxOutputTokens: 10, temperature: 0,
    format: ["type": "json_schema", "name": "a", "schema": [:], "strict": true], cacheKey: "k")

  @Test func saysItAsMostServersTakeIt() {
    let expected: JSON = [
      "model": "m",
      "messages": [["role": "system", "content": "Be brief."], ["role": "user", "content": "Hi"]],
      "tools": [
        [
          "type": "function",
          "function": [
            "name": "read", "description": "Reads.", "parameters": ["type": "object"], "strict": true,
          ],
        ],
        [
          "type": "function",
          "function": [
            "name": "patch", "description": "Patches.",
            "parameters": [
              "type": "object", "properties": ["input": ["type": "string"]], "required": ["input"],
            ],
          ],
        ],
      ], "tool_choice": "auto", "parallel_tool_calls": true, "reasoning_effort": "low", "max_tokens": 10,
      "temperature": 0,
      "response_format": [
        "type": "json_schema", "json_schema": ["name": "a", "schema": [:], "strict": true],
      ], "stream": true, "stream_options": ["include_usage": true],
    ]
    #expect(ChatDialect().body(for: request) == expected)
  }

  @Test func saysMoreToOpenAI() {
    let body = ChatDialect(isVendor: true).body(for: request)
    #expect(body["max_completion_tokens"] == 10 && body["max_tokens"] == nil)
    #expect(body["verbosity"] == "low" && body["prompt_cache_key"] == "k" && body["store"] == false)
  }

  @Test func isChosenByTheEndpoint() throws {
    let vendor = try ModelEndpoint(dialect: .chat, baseURL: "https://api.openai.com/v1")
    #expect(vendor.modelDialect.body(for: request)["max_completion_tokens"] == 10)
    let other = try ModelEndpoint(dialect: .chat, baseURL: "https://api.openai.com.example/v1")
    #expect(other.modelDialect.body(for: request)["max_tokens"] == 10)
  }
}

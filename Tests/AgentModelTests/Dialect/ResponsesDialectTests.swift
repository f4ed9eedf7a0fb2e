import AgentHTTP
import AgentJSON
import Testing

@testable import AgentModel

/// What goes to a Responses server.
@Suite struct ResponsesDialectTests {
  @Test func asksForNothingThatWasNotSaid() {
    let body = ResponsesDialect().body(for: ModelRequest(model: "m", input: []))
    #expect(
      body == [
        "model": "m", "input": [], "store": false, "include": ["reasoning.encrypted_content"], "stream": true,
      ])
  }

  @Test func saysEverythingThatWasSaid() {
    let request = ModelRequest(
      model: "gpt-4o", instructions: "Be brief.", input: [["role": "user", "content": "Hi"]],
      tools: [
        ToolSpec(name: "read", description: "Reads.", parameters: ["type": "object"]),
        ToolSpec(
          name: "patch", description: "Patches.",
          kind: .custom(format: ["type": "grammar", "syntax": "lark", "definition": "x"])),
      ], toolChoice: .required, parallelToolCalls: false, effort: "low", reasoningSummary: "auto",
      verbosity: "high", maxOutputTokens: 10, temperature: 0.5,
      format: ["type": "json_schema", "name": "a", "schema": [:], "strict": true], cacheKey: "k")
    let expected: JSON = [
      "model": "gpt-4o", "instructions": "Be brief.", "input": [["role": "user", "content": "Hi"]],
      "tools": [
        [
          "type": "function", "name": "read", "description": "Reads.", "parameters": ["type": "object"],
          "strict": false,
        ],
        [
          "type": "custom", "name": "patch", "description": "Patches.",
          "format": ["type": "grammar", "syntax": "lark", "definition": "x"],
        ],
      ], "tool_choice": "required", "parallel_tool_calls": false,
      "reasoning": ["effort": "low", "summary": "auto"],
      "text": [
        "format": ["type": "json_schema", "name": "a", "schema": [:], "strict": true], "verbosity": "high",
      ], "max_output_tokens": 10, "temperature": 0.5, "prompt_cache_key": "k", "store": false,
      "stream": true,
    ]
    #expect(ResponsesDialect().body(for: request) == expected)
  }

  @Test func leavesOutIdsAndForeignReasoningOfEarlierTurns() {
    let sealed: JSON = ["type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "s"]
    let plain: JSON = [
      "type": "reasoning", "id": "rs_2", "summary": [], "content": [["type": "reasoning_text", "text": "t"]],
      "encrypted_content": "",
    ]
    let empty: JSON = ["type": "reasoning", "id": "rs_3", "summary": []]
    let call: JSON = ["type": "function_call", "id": "fc_1", "call_id": "c", "name": "f", "arguments": "{}"]
    let output: JSON = ["type": "function_call_output", "call_id": "c", "output": "o"]
    let user: JSON = ["role": "user", "content": "u"]
    let projected = ResponsesDialect.project([sealed, plain, user, sealed, plain, empty, call, output])
    let bareSealed: JSON = ["type": "reasoning", "summary": [], "encrypted_content": "s"]
    let barePlain: JSON = [
      "type": "reasoning", "summary": [], "content": [["type": "reasoning_text", "text": "t"]],
    ]
    let bareCall: JSON = ["type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"]
    #expect(projected == [bareSealed, user, bareSealed, barePlain, bareCall, output])
  }

  @Test func putsTheKeyIntoOneField() {
    let headers = ResponsesDialect().headers(key: Secret("k"))
    #expect(headers["authorization"] == "Bearer k")
    #expect(ResponsesDialect().headers(key: nil).fields.isEmpty)
  }
}

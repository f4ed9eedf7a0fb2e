import AgentJSON
import Testing

@testable import AgentModel

/// Items as messages: the order that chat servers insist on.
@Suite struct ChatProjectionTests {
  private func call(_ id: String, _ arguments: String = "{}") -> JSON {
    ["type": "function_call", "call_id": .string(id), "name": "f", "arguments": .string(arguments)]
  }

  private func output(_ id: String, _ output: JSON = "o") -> JSON {
    ["type": "function_call_output", "call_id": .string(id), "output": output]
  }

  private func said(_ text: String) -> JSON {
    [
      "type": "message", "role": "assistant",
      "content": [["type": "output_text", "text": .string(text), "annotations": []]],
    ]
  }

  private func toolCall(_ id: String, _ arguments: String = "{}") -> JSON {
    [
      "id": .string(id), "type": "function", "function": ["name": "f", "arguments": .string(arguments)],
    ]
  }

  private func tool(_ id: String, _ text: String = "o") -> JSON {
    ["role": "tool", "tool_call_id": .string(id), "content": .string(text)]
  }

  @Test func callsOfOneAnswerAreOneMessageWithTheirOutputsBehindIt() {
    let messages = ChatProjection.messages(
      instructions: "",
      input: [
        ["role": "user", "content": "u"], ["type": "reasoning", "summary": []], said("Look:"), call("a", ""),
        call("b"), output("b"), output("a"), said("Done."),
      ])
    #expect(
      messages == [
        ["role": "user", "content": "u"],
        ["role": "assistant", "content": "Look:", "tool_calls": [toolCall("a"), toolCall("b")]], tool("a"),
        tool("b"), ["role": "assistant", "content": "Done."],
      ])
  }

  @Test func callsAfterOutputsAreAnotherMessage() {
    let messages = ChatProjection.messages(
      instructions: "", input: [call("a"), output("a"), call("b"), output("b")])
    #expect(
      messages == [
        ["role": "assistant", "content": nil, "tool_calls": [toolCall("a")]], tool("a"),
        ["role": "assistant", "content": nil, "tool_calls": [toolCall("b")]], tool("b"),
      ])
  }

  @Test func instructionsAreOneMessageAtTheBeginning() {
    let messages = ChatProjection.messages(
      instructions: "I",
      input: [
        ["type": "message", "role": "developer", "content": [["type": "input_text", "text": "D"]]],
        ["role": "user", "content": "u"], ["role": "developer", "content": "late"],
      ])
    #expect(
      messages == [
        ["role": "system", "content": "I\n\nD"], ["role": "user", "content": "u"],
        ["role": "system", "content": "late"],
      ])
  }

  @Test func instructionsWithoutAConversationAreAMessage() {
    #expect(
      ChatProjection.messages(instructions: "I", input: []) == [["role": "system", "content": "I"]])
  }

  @Test func partsOfAUserAreTranslated() {
    let messages = ChatProjection.messages(
      instructions: "",
      input: [
        [
          "type": "message", "role": "user",
          "content": [
            ["type": "input_text", "text": "t"],
            ["type": "input_image", "image_url": "data:image/png;base64,AA==", "detail": "low"],
            ["type": "input_file", "filename": "a.pdf", "file_data": "data:x"],
          ],
        ]
      ])
    #expect(
      messages == [
        [
          "role": "user",
          "content": [
            ["type": "text", "text": "t"],
            ["type": "image_url", "image_url": ["url": "data:image/png;base64,AA==", "detail": "low"]],
            ["type": "file", "file": ["filename": "a.pdf", "file_data": "data:x"]],
          ],
        ]
      ])
  }

  @Test func imagesOfToolsFollowInAMessageOfTheUser() {
    let parts: JSON = [
      ["type": "input_text", "text": "see"], ["type": "input_image", "image_url": "data:i"],
    ]
    let messages = ChatProjection.messages(instructions: "", input: [call("a"), output("a", parts)])
    #expect(
      messages == [
        ["role": "assistant", "content": nil, "tool_calls": [toolCall("a")]],
        tool("a", "see\n(see the image below)"),
        ["role": "user", "content": [["type": "image_url", "image_url": ["url": "data:i"]]]],
      ])
  }

  @Test func customCallsBecomeFunctions() {
    let messages = ChatProjection.messages(
      instructions: "",
      input: [
        ["type": "custom_tool_call", "call_id": "a", "name": "f", "input": "x\"y"],
        ["type": "custom_tool_call_output", "call_id": "a", "output": "o"],
      ])
    #expect(
      messages == [
        ["role": "assistant", "content": nil, "tool_calls": [toolCall("a", #"{"input":"x\"y"}"#)]], tool("a"),
      ])
  }
}

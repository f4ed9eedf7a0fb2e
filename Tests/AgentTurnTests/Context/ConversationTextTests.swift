import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct ConversationTextTests {
  @Test(arguments: [
    (#"{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}"#, "user: hi"),
    (#"{"role":"assistant","content":"plain"}"#, "assistant: plain"),
    (
      #"{"type":"message","role":"user","content":[{"type":"input_image","image_url":"data:x"},{"type":"input_text","text":"what?"}]}"#,
      "user: [image]\nwhat?"
    ),
    (
      #"{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"no"}]}"#, "assistant: no"
    ),
    (
      #"{"type":"function_call","name":"bash","arguments":"{\"command\":\"ls\"}"}"#,
      #"called bash: {"command":"ls"}"#
    ),
    (#"{"type":"custom_tool_call","name":"patch","input":"*** x"}"#, "called patch: *** x"),
    (#"{"type":"function_call_output","call_id":"1","output":"a.txt"}"#, "result: a.txt"),
    (
      #"{"type":"function_call_output","output":[{"type":"input_text","text":"seen"},{"type":"input_image"}]}"#,
      "result: seen\n[image]"
    ),
    (#"{"type":"reasoning","summary":[{"text":"hm"}]}"#, ""),
    (#"{"type":"compaction","encrypted_content":"x"}"#, ""),
    (#"{"type":"message","role":"user","content":[]}"#, ""),
  ])
  func tellsWhoSaidWhat(_ item: String, _ text: String) throws {
    #expect(try ConversationText.text(of: [JSON(parsing: item)]) == text)
  }

  @Test func longOutputsAreCut() {
    let output = (1...2000).map { "line \($0)\n" }.joined()
    let text = ConversationText.text(of: [
      ["type": "function_call_output", "output": .string(output)]
    ])
    #expect(text.utf8.count < 3000 && text.contains("line 1\n") && text.contains("line 2000"))
    #expect(text.contains("bytes left out"))
  }
}

import AgentJSON
import Testing

@testable import AgentModel

/// Streams of the chat API, each quirk a case of `Tables/chat.txt`.
@Suite struct ChatDecoderTests {
  private func decoder() -> ChatDecoder { ChatDecoder(seed: "seed", customTools: ["patch"]) }

  @Test func theTableIsThere() { #expect(StreamTable.read("chat").count >= 15) }

  @Test(arguments: StreamTable.read("chat"))
  func decodes(_ sample: StreamTable.Case) {
    #expect(StreamTable.run(sample.stream, decoder(), chunks: sample.stream.count) == sample.events)
    #expect(StreamTable.run(sample.stream, decoder(), chunks: 1) == sample.events)
  }

  @Test func takesAWholeAnswer() throws {
    var decoder = decoder()
    let events = try decoder.takeWhole([
      "id": "c",
      "choices": [["index": 0, "message": ["role": "assistant", "content": "Hi"], "finish_reason": "stop"]],
      "usage": ["prompt_tokens": 1, "completion_tokens": 2],
    ])
    #expect(
      events.map(\.row) == [
        ["started", "c"], ["itemStarted", 0, "message", nil], ["delta", 0, "text", "Hi"],
        [
          "itemDone", 0,
          [
            "type": "message", "role": "assistant", "status": "completed",
            "content": [["type": "output_text", "text": "Hi", "annotations": []]],
          ],
        ], ["usage", 1, 0, 2, 0], ["completed", "completed"],
      ])
  }

  @Test func nothingIsDoneBeforeTheEnd() throws {
    var decoder = decoder()
    let chunk =
      #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}"#
    let events = try decoder.take(name: "", data: Array(chunk.utf8))
    #expect(!events.contains { if case .itemDone = $0 { true } else { false } })
    #expect(decoder.finish() == nil)
  }
}

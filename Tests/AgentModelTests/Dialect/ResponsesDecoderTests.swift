import AgentCore
import AgentJSON
import Testing

@testable import AgentModel

/// Streams of the Responses API, each quirk a case of `Tables/responses.txt`.
@Suite struct ResponsesDecoderTests {
  @Test func theTableIsThere() { #expect(StreamTable.read("responses").count >= 18) }

  @Test(arguments: StreamTable.read("responses"))
  func decodes(_ sample: StreamTable.Case) {
    #expect(StreamTable.run(sample.stream, ResponsesDecoder(), chunks: sample.stream.count) == sample.events)
    #expect(StreamTable.run(sample.stream, ResponsesDecoder(), chunks: 1) == sample.events)
  }

  @Test func takesAWholeAnswer() throws {
    var decoder = ResponsesDecoder()
    let events = try decoder.takeWhole([
      "id": "r", "status": "completed", "output": [["type": "message"]],
      "usage": ["input_tokens": 1, "output_tokens": 2],
    ])
    #expect(
      events == [
        .started(id: "r"), .itemDone(index: 0, item: ["type": "message"]),
        .usage(TokenUsage(input: 1, output: 2)), .completed(stopReason: "completed"),
      ])
    #expect(decoder.finish() == [])
  }

  @Test func aWholeErrorIsAFailure() throws {
    var decoder = ResponsesDecoder()
    let failure = #expect(throws: ServerFailure.self) {
      try decoder.takeWhole(["error": ["message": "no", "code": "invalid_api_key"]])
    }
    #expect(failure?.errorCode == .auth)
  }

  @Test func whatIsNoAnswerIsNotTaken() throws {
    var decoder = ResponsesDecoder()
    #expect(try decoder.takeWhole(["hello": "world"]) == [])
    #expect(decoder.finish() == nil)
  }

  @Test func invalidUTF8IsSkippedWithANotice() throws {
    var decoder = ResponsesDecoder()
    let bytes = Array(#"{"type":"response.output_text.delta","delta":""#.utf8) + [0xff] + Array("\"}".utf8)
    let events = try decoder.take(name: "", data: bytes)
    #expect(events.map(\.row) == [["notice", "stream_event_skipped"]])
  }
}

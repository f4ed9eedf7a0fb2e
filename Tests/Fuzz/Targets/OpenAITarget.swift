@testable import AgentServe
import AgentJSON
import AgentSystem

extension FuzzTarget {
  /// `/v1`. A body is refused by the member that is wrong, or becomes options that are one word each, a prompt, and
  /// earlier messages none of which ends its tags. The events of a turn become a stream of whole, numbered events.
  static let openai = FuzzTarget("openai") { input in
    checkBody(input)
    checkAnswer(input.split(separator: 0x0a).map(Array.init))
  }

  private static func checkBody(_ input: [UInt8]) {
    guard let body = (try? JSON(parsing: input, depthLimit: ServeRequest.depth))?.object else { return }
    check(body) { (body) throws(OpenAIError) in try OpenAIRequest.chat(body, session: nil) }
    check(body) { (body) throws(OpenAIError) in try OpenAIRequest.response(body, session: nil) }
  }

  private static func check(
    _ body: JSONObject, _ read: (JSONObject) throws(OpenAIError) -> OpenAIRequest
  ) {
    do throws(OpenAIError) {
      check(try read(body), body)
    } catch {
      require((400..<500).contains(error.status), "a body is the client's mistake")
      require(error.parameter?.isEmpty == false, "a refusal names a member")
      require((try? JSON(parsing: error.json.bytes)) != nil, "a refusal is JSON")
    }
  }

  private static func check(_ request: OpenAIRequest, _ body: JSONObject) {
    for option in request.options {
      require(
        option.utf8.starts(with: "--".utf8) && option.utf8.contains(UInt8(ascii: "=")),
        "an option is one word")
      require(!option.utf8.contains(0) && !option.utf8.contains(0x0a), "an option is one line")
    }
    for name in [request.model].compactMap(\.self) {
      require(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }, "a model is a word")
    }
    for case .document(let name, _) in request.conversation.attachments {
      require(
        !name.utf8.contains(UInt8(ascii: "/")) && name.utf8.first != UInt8(ascii: "."), "a name stays a name")
    }
    let prompt = request.conversation.prompt
    guard prompt.hasPrefix(bytes: OpenAIConversation.heading), !request.place.isContinued else { return }
    let list = (body["messages"] ?? body["input"])?.array ?? []
    let closings = prompt.utf8.split(separator: 0x0a).filter { $0.elementsEqual("</message>".utf8) }
    // The question itself is the user's own and stands behind them all.
    if !(list.last.map { $0.bytes.split(separator: UInt8(ascii: "<")).count > 1 } ?? true) {
      require(closings.count <= list.count, "no message ends its tags")
    }
  }

  private static func checkAnswer(_ lines: [[UInt8]]) {
    var answer = OpenAIAnswer()
    var chat = ChatForm(created: 1, model: "m", tellsUsage: true)
    var responses = ResponsesForm(created: 1, model: "m", echo: [:])
    var (chunks, events) = (SSEParser(), SSEParser())
    var number = 0
    func take(_ pieces: [OpenAIAnswer.Piece]) {
      for chunk in chunks.push(chat.events(pieces, of: answer)) where !chunk.data.elementsEqual("[DONE]".utf8)
      {
        require((try? JSON(parsing: chunk.data)) != nil, "a chunk is JSON")
      }
      for event in events.push(responses.events(pieces, of: answer)) {
        let data = try? JSON(parsing: event.data)
        require(data?["sequence_number"] == .int(number), "events are numbered")
        require(data?["type"] == .string(event.name), "an event has its name")
        number += 1
      }
    }
    for line in lines { take(answer.take(line)) }
    take(answer.finish())
    require(answer.ending != nil, "an answer ends")
    require(!chunks.isInsideEvent && !events.isInsideEvent, "events are whole")
    require(answer.take(Array("{}".utf8)).isEmpty, "nothing comes behind the end")
    _ = chat.whole(answer)
    _ = responses.whole(answer)
  }
}

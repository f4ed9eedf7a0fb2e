import AgentJSON

/// Chat Completions: one object, or chunks that end with `[DONE]`.
struct ChatForm: OpenAIForm {
  /// Seconds since 1970.
  let created: Int
  let model: String
  let tellsUsage: Bool
  /// Whether the role has been told, and whether a message stands already.
  private var hasRole = false
  private var hasText = false

  init(created: Int, model: String, tellsUsage: Bool) {
    (self.created, self.model, self.tellsUsage) = (created, model, tellsUsage)
  }

  mutating func events(_ pieces: [OpenAIAnswer.Piece], of answer: OpenAIAnswer) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .began: if hasText { bytes += chunk(["content": "\n\n"], answer) }
      case .text(let text):
        bytes += chunk(["content": .string(text)], answer)
        hasText = true
      case .done, .broken: break
      case .ended(.failed(let error)): bytes += Self.event(error.json)
      case .ended(let ending):
        if case .refused(let words) = ending { bytes += chunk(["refusal": .string(words)], answer) }
        bytes += chunk([:], answer, finish: Self.reason(ending))
        if tellsUsage {
          bytes += Self.event(
            object("chat.completion.chunk", answer, choices: [], usage: OpenAIUsage(answer.usage).chat))
        }
        bytes += Array("data: [DONE]\n\n".utf8)
      }
    }
    return bytes
  }

  func whole(_ answer: OpenAIAnswer) -> JSON {
    var message: JSONObject = ["role": "assistant", "content": .string(answer.text), "refusal": nil]
    if case .refused(let words)? = answer.ending {
      message["content"] = .null
      message["refusal"] = .string(words)
    }
    let choice: JSON = [
      "index": 0, "message": .object(message), "logprobs": nil,
      "finish_reason": .string(Self.reason(answer.ending ?? .completed)),
    ]
    return object("chat.completion", answer, choices: [choice], usage: OpenAIUsage(answer.usage).chat)
  }

  private mutating func chunk(_ delta: JSONObject, _ answer: OpenAIAnswer, finish: String? = nil) -> [UInt8] {
    var delta = delta
    if !hasRole { delta = JSONObject([.init(key: "role", value: "assistant")] + delta.members) }
    hasRole = true
    let choice: JSON = [
      "index": 0, "delta": .object(delta), "logprobs": nil, "finish_reason": JSON(finish),
    ]
    return Self.event(object("chat.completion.chunk", answer, choices: [choice], usage: nil))
  }

  private func object(_ kind: String, _ answer: OpenAIAnswer, choices: [JSON], usage: JSON?) -> JSON {
    let id = OpenAIResponseID(session: answer.session, turn: answer.turn)
    var object: JSONObject = [
      "id": .string(id.text(.chat)), "object": .string(kind), "created": .int(created),
      "model": .string(answer.model ?? model), "choices": .array(choices),
    ]
    object.append("usage", ifPresent: usage)
    return .object(object)
  }

  private static func reason(_ ending: OpenAIAnswer.Ending) -> String {
    switch ending {
    case .completed, .failed: "stop"
    case .cut: "length"
    case .refused: "content_filter"
    }
  }
}

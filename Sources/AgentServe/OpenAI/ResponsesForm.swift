import AgentJSON

/// The Responses API: one object, or numbered events of which the last has that object.
struct ResponsesForm: OpenAIForm {
  /// Seconds since 1970.
  let created: Int
  let model: String
  let echo: JSONObject
  private var number = 0
  private var hasCreated = false
  /// The messages so far, each as an output item; the last one is still coming where `isOpen`.
  private var output: [JSON] = []
  private var isOpen = false

  init(created: Int, model: String, echo: JSONObject) {
    (self.created, self.model, self.echo) = (created, model, echo)
  }

  mutating func events(_ pieces: [OpenAIAnswer.Piece], of answer: OpenAIAnswer) -> [UInt8] {
    var bytes: [UInt8] = []
    if !hasCreated, !pieces.isEmpty {
      hasCreated = true
      for name in ["response.created", "response.in_progress"] {
        bytes += emit(name, ["response": object(answer, status: "in_progress", output: [])])
      }
    }
    for piece in pieces {
      switch piece {
      case .began: bytes += begin(answer)
      case .text(let text):
        bytes += emit("response.output_text.delta", place(["delta": .string(text), "logprobs": []]))
      case .done(let text): bytes += close(text, status: "completed")
      case .broken(let text): bytes += close(text, status: "incomplete")
      case .ended(let ending):
        if case .refused(let words) = ending {
          bytes += begin(answer, with: Self.refusal(words))
          bytes += emit("response.refusal.delta", place(["delta": .string(words)]))
          bytes += emit("response.refusal.done", place(["refusal": .string(words)]))
          bytes += close(part: Self.refusal(words), status: "completed")
        }
        let status = Self.status(ending)
        bytes += emit("response.\(status)", ["response": object(answer, status: status, output: output)])
      }
    }
    return bytes
  }

  func whole(_ answer: OpenAIAnswer) -> JSON {
    let part: JSON
    if case .refused(let words)? = answer.ending {
      part = Self.refusal(words)
    } else {
      part = Self.text(answer.text)
    }
    let status = Self.status(answer.ending ?? .completed)
    let message = item(0, of: answer, parts: [part], status: status == "incomplete" ? status : "completed")
    return object(answer, status: status, output: [message])
  }

  // MARK: - Items

  private mutating func begin(_ answer: OpenAIAnswer, with part: JSON? = nil) -> [UInt8] {
    isOpen = true
    output.append(item(output.count, of: answer, parts: [], status: "in_progress"))
    let empty = part?["type"] == "refusal" ? Self.refusal("") : Self.text("")
    return emit(
      "response.output_item.added",
      ["output_index": .int(output.count - 1), "item": output[output.count - 1]])
      + emit("response.content_part.added", place(["part": empty]))
  }

  private mutating func close(_ text: String, status: String) -> [UInt8] {
    emit("response.output_text.done", place(["text": .string(text), "logprobs": []]))
      + close(part: Self.text(text), status: status)
  }

  private mutating func close(part: JSON, status: String) -> [UInt8] {
    guard isOpen, let last = output.last else { return [] }
    let bytes = emit("response.content_part.done", place(["part": part]))
    var object = last.object ?? [:]
    object["status"] = .string(status)
    object["content"] = .array([part])
    output[output.count - 1] = .object(object)
    isOpen = false
    return bytes
      + emit("response.output_item.done", ["output_index": .int(output.count - 1), "item": .object(object)])
  }

  /// Members that say which part of which item an event is about.
  private func place(_ members: JSONObject) -> JSONObject {
    JSONObject(
      [
        .init(key: "item_id", value: output.last?["id"] ?? ""),
        .init(key: "output_index", value: .int(max(0, output.count - 1))),
        .init(key: "content_index", value: 0),
      ] + members.members)
  }

  private func item(_ index: Int, of answer: OpenAIAnswer, parts: [JSON], status: String) -> JSON {
    [
      "id": .string("msg_\(answer.session).\(answer.turn).\(index)"), "type": "message",
      "status": .string(status), "role": "assistant", "content": .array(parts),
    ]
  }

  private static func text(_ text: String) -> JSON {
    ["type": "output_text", "text": .string(text), "annotations": [], "logprobs": []]
  }

  private static func refusal(_ words: String) -> JSON { ["type": "refusal", "refusal": .string(words)] }

  // MARK: - The response

  private mutating func emit(_ name: String, _ members: JSONObject) -> [UInt8] {
    defer { number += 1 }
    return Self.event(
      .object(
        JSONObject(
          [.init(key: "type", value: .string(name)), .init(key: "sequence_number", value: .int(number))]
            + members.members)), name: name)
  }

  private static func status(_ ending: OpenAIAnswer.Ending) -> String {
    switch ending {
    case .completed, .refused: "completed"
    case .cut: "incomplete"
    case .failed: "failed"
    }
  }

  private func object(_ answer: OpenAIAnswer, status: String, output: [JSON]) -> JSON {
    var error = JSON.null
    if case .failed(let failure)? = answer.ending {
      error = ["code": .string(failure.code), "message": .string(failure.message)]
    }
    let id = OpenAIResponseID(session: answer.session, turn: answer.turn)
    let isOver = status != "in_progress"
    var object: JSONObject = [
      "id": .string(id.text(.response)), "object": "response", "created_at": .int(created),
      "status": .string(status), "background": false, "error": error,
      "incomplete_details": status == "incomplete" ? ["reason": "max_output_tokens"] : nil,
      "model": .string(answer.model ?? model), "output": .array(output), "parallel_tool_calls": false,
      "reasoning": ["effort": nil, "summary": nil], "text": ["format": ["type": "text"]],
      "tool_choice": "none", "tools": [], "top_p": nil, "truncation": "disabled",
      "usage": isOver ? OpenAIUsage(answer.usage).response : nil, "user": nil,
    ]
    for key in ["instructions", "max_output_tokens", "temperature", "previous_response_id"] {
      object.append(key, echo[key] ?? .null)
    }
    object.append("metadata", echo["metadata"] ?? [:])
    object.append("store", echo["store"] ?? false)
    object.append("conversation", ["id": .string(answer.session)])
    return .object(object)
  }
}

import AgentJSON

/// Answers as the Chat Completions API sends them.
extension ScriptedReply {
  func chatEvents(_ pieces: [Piece], _ number: Int) -> [String] {
    var events: [String] = []
    func emit(_ delta: JSON, finish: JSON = nil) {
      events.append(
        "data: "
          + chatObject(
            number, "chat.completion.chunk",
            ["choices": [["index": 0, "delta": delta, "finish_reason": finish]]]
          ).text + "\n\n")
    }
    emit(["role": "assistant", "content": ""])
    var calls = 0
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .reasoning(let text):
        for delta in deltas(text) { emit(["reasoning_content": .string(delta)]) }
      case .text(let text):
        for delta in deltas(text) { emit(["content": .string(delta)]) }
      case .call(let name, let arguments, let id):
        let place = JSON.int(calls)
        calls += 1
        emit([
          "tool_calls": [
            [
              "index": place, "id": callID(id, number, index), "type": "function",
              "function": ["name": .string(name), "arguments": ""],
            ]
          ]
        ])
        for delta in deltas(arguments) {
          emit(["tool_calls": [["index": place, "function": ["arguments": .string(delta)]]]])
        }
      }
    }
    guard hasTerminal else { return events }
    emit([:], finish: finishReason(pieces))
    let last = chatObject(number, "chat.completion.chunk", ["choices": [], "usage": chatUsage])
    return events + ["data: \(last.text)\n\n", "data: [DONE]\n\n"]
  }

  func chatAnswer(_ pieces: [Piece], _ number: Int) -> JSON {
    var message: JSONObject = ["role": "assistant", "content": nil]
    var calls: [JSON] = []
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .reasoning(let text): message["reasoning_content"] = .string(text)
      case .text(let text): message["content"] = .string(text)
      case .call(let name, let arguments, let id):
        calls.append([
          "id": callID(id, number, index), "type": "function",
          "function": ["name": .string(name), "arguments": .string(arguments)],
        ])
      }
    }
    if !calls.isEmpty { message["tool_calls"] = .array(calls) }
    let choice: JSON = ["index": 0, "message": .object(message), "finish_reason": finishReason(pieces)]
    return chatObject(number, "chat.completion", ["choices": [choice], "usage": chatUsage])
  }

  private var chatUsage: JSON {
    [
      "prompt_tokens": .int(inputTokens), "completion_tokens": .int(outputTokens),
      "total_tokens": .int(inputTokens + outputTokens), "prompt_tokens_details": ["cached_tokens": 2],
      "completion_tokens_details": ["reasoning_tokens": 1],
    ]
  }

  private func finishReason(_ pieces: [Piece]) -> JSON {
    if stopReason == "max_output_tokens" { return "length" }
    if stopReason != "completed" { return .string(stopReason) }
    let hasCall = pieces.contains { if case .call = $0 { true } else { false } }
    return hasCall ? "tool_calls" : "stop"
  }

  private func chatObject(_ number: Int, _ object: JSON, _ members: JSONObject) -> JSON {
    var chunk: JSONObject = [
      "id": .string("chatcmpl-\(number)"), "object": object, "created": 0, "model": "scripted",
    ]
    chunk.append(contentsOf: members)
    return .object(chunk)
  }
}

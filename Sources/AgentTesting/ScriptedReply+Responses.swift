import AgentJSON

/// Answers as the Responses API sends them.
extension ScriptedReply {
  func responsesEvents(_ pieces: [Piece], _ number: Int) -> [String] {
    var events: [String] = []
    func emit(_ type: String, _ members: JSONObject) {
      var event: JSONObject = ["type": .string(type), "sequence_number": .int(events.count)]
      event.append(contentsOf: members)
      events.append("event: \(type)\ndata: \(JSON.object(event).text)\n\n")
    }
    let begun = responseObject(number, status: "in_progress", output: [])
    emit("response.created", ["response": begun])
    emit("response.in_progress", ["response": begun])
    for (index, piece) in pieces.enumerated() {
      let item = item(piece, number, index)
      let place: JSONObject = ["item_id": item["id"] ?? nil, "output_index": .int(index)]
      emit("response.output_item.added", ["output_index": .int(index), "item": Self.begun(item)])
      let (type, text, extra): (String, String, JSONObject) =
        switch piece {
        case .reasoning(let text): ("response.reasoning_summary_text", text, ["summary_index": 0])
        case .text(let text): ("response.output_text", text, ["content_index": 0])
        case .call(_, let arguments, _): ("response.function_call_arguments", arguments, [:])
        }
      for delta in deltas(text) {
        var members = place
        members.append(contentsOf: extra)
        members.append("delta", .string(delta))
        emit("\(type).delta", members)
      }
      emit("response.output_item.done", ["output_index": .int(index), "item": item])
    }
    if hasTerminal {
      let answer = responsesAnswer(pieces, number)
      emit(stopReason == "completed" ? "response.completed" : "response.incomplete", ["response": answer])
    }
    return events
  }

  func responsesAnswer(_ pieces: [Piece], _ number: Int) -> JSON {
    let output = pieces.enumerated().map { item($0.element, number, $0.offset) }
    let status = stopReason == "completed" ? "completed" : "incomplete"
    var answer = responseObject(number, status: status, output: output).object ?? [:]
    if status == "incomplete" { answer["incomplete_details"] = ["reason": .string(stopReason)] }
    answer["usage"] = [
      "input_tokens": .int(inputTokens), "input_tokens_details": ["cached_tokens": 2],
      "output_tokens": .int(outputTokens), "output_tokens_details": ["reasoning_tokens": 1],
      "total_tokens": .int(inputTokens + outputTokens),
    ]
    return .object(answer)
  }

  private func responseObject(_ number: Int, status: String, output: [JSON]) -> JSON {
    [
      "id": .string("resp_\(number)"), "object": "response", "created_at": 0, "status": .string(status),
      "error": nil, "incomplete_details": nil, "model": "scripted", "output": .array(output),
    ]
  }

  private func item(_ piece: Piece, _ number: Int, _ index: Int) -> JSON {
    switch piece {
    case .reasoning(let text):
      [
        "id": .string("rs_\(number)_\(index)"), "type": "reasoning",
        "summary": [["type": "summary_text", "text": .string(text)]], "encrypted_content": "c2VhbGVk",
      ]
    case .text(let text):
      [
        "id": .string("msg_\(number)_\(index)"), "type": "message", "status": "completed",
        "role": "assistant",
        "content": [["type": "output_text", "text": .string(text), "annotations": []]],
      ]
    case .call(let name, let arguments, let id):
      [
        "id": .string("fc_\(number)_\(index)"), "type": "function_call", "status": "completed",
        "call_id": callID(id, number, index), "name": .string(name), "arguments": .string(arguments),
      ]
    }
  }

  /// The item as its `added` event has it, still empty.
  private static func begun(_ item: JSON) -> JSON {
    guard var object = item.object else { return item }
    if object["status"] != nil { object["status"] = "in_progress" }
    for (name, empty): (String, JSON) in [("content", []), ("summary", []), ("arguments", "")]
    where object[name] != nil {
      object[name] = empty
    }
    object["encrypted_content"] = nil
    return .object(object)
  }
}

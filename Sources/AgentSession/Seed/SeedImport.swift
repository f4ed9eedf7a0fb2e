import AgentCore
import AgentJSON
import AgentSystem

/// Reads a session of codex-agent-framework, a JSON array of messages, as events; pure.
///
/// A turn begins with the first user message after an answer without tool calls. System prompts and
/// reasoning are kept to be read and are not sent again; what a tool printed is taken from its wrapper.
/// Times, which that format has without a zone, are taken for UTC.
///
/// Each message stands as it was in the member `seed` of the first event that is made of it, and the others
/// have null there, so that an export gives back what was imported.
struct SeedImport {
  struct Entry: Equatable {
    var event: Event
    let time: Timestamp?
    let turn: Int?
  }

  private(set) var entries: [Entry] = []
  /// Messages of types that are not known.
  private(set) var skipped = 0
  private var wrappers: [String: String] = [:]
  private var calls: [String: JSONObject] = [:]
  private var turn = 0
  private var turnIsOver = true
  private var time: Timestamp?
  private var index = 0

  init(_ messages: [JSON]) {
    for message in messages where message["type"]?.string == "tool_result_wrapper" {
      if let id = message["call_id"]?.string { wrappers[id] = ItemText.text(ofInput: message["content"]) }
    }
    for message in messages {
      index += 1
      time = message["timestamp"]?.string.flatMap(Self.time) ?? time
      let (count, before) = (entries.count, skipped)
      add(message)
      // A message that says nothing has its place all the same.
      if entries.count == count, skipped == before { addUnsaid(message, "") }
      for entry in entries.indices.dropFirst(count) {
        entries[entry].event.payload.append("seed", entry == count ? message : .null)
      }
    }
  }

  /// Whether a value is such a session: an array whose members are messages with a type.
  static func accepts(_ value: JSON) -> Bool {
    value.array?.allSatisfy {
      $0["type"]?.string?.hasSuffix("message") ?? false
        || $0["type"]?.string == "tool_result_wrapper"
    } ?? false
  }

  private mutating func add(_ message: JSON) {
    let id = message["id"]?.string ?? "m\(index)"
    let content = message["content"]
    let text = ItemText.text(ofInput: content)
    switch message["type"]?.string {
    case "user_message":
      if turnIsOver { turn += 1 }
      turnIsOver = false
      complete(
        ["id": .string(id), "type": "user_message", "text": .string(text)], raw: Self.message("user", content)
      )
    case "developer_message":
      complete(
        ["id": .string(id), "type": "context", "text": .string(text)], raw: Self.message("developer", content)
      )
    case "system_message", "tool_result_wrapper": addUnsaid(message, text)
    case "interrupt_message":
      turnIsOver = true
      complete(
        ["id": .string(id), "type": "interrupt", "text": .string(text)],
        raw: Self.message("developer", content))
    case "assistant_message": addAssistant(message, id, text)
    case "tool_result_message": addResult(message, id, text)
    case "image_message": addImage(message, id, text)
    case "server_tool_response_message":
      let item = message["item"] ?? .null
      complete(
        [
          "id": .string(id), "type": "tool_call", "tool": item["type"] ?? "server_tool",
          "status": "completed",
        ], raw: item)
    case "compaction_message": addCompaction(message, id)
    default: skipped += 1
    }
  }

  /// What is kept and never sent again.
  private mutating func addUnsaid(_ message: JSON, _ text: String) {
    let id = message["id"]?.string ?? "m\(index)"
    complete(["id": .string(id), "type": "context", "text": .string(text)], raw: nil)
  }

  private mutating func addAssistant(_ message: JSON, _ id: String, _ text: String) {
    if let reasoning = message["reasoning"]?.string, !reasoning.isEmpty {
      complete(["id": .string("\(id)-r"), "type": "reasoning", "text": .string(reasoning)], raw: nil)
    }
    if !text.isEmpty {
      let part: JSON = ["type": "output_text", "text": .string(text)]
      complete(
        ["id": .string(id), "type": "agent_message", "text": .string(text)],
        raw: ["type": "message", "role": "assistant", "content": [part]])
    }
    let toolCalls = message["tool_calls"]?.array ?? []
    turnIsOver = toolCalls.isEmpty
    for call in toolCalls {
      let callID = call["call_id"]?.string ?? "\(id)-call"
      let isCustom = call["type"]?.string == "custom_tool_call"
      let input = call[isCustom ? "input" : "arguments"] ?? ""
      let raw: JSONObject = [
        "type": isCustom ? "custom_tool_call" : "function_call", "call_id": .string(callID),
        "name": call["name"] ?? "", isCustom ? "input" : "arguments": input,
      ]
      calls[callID] = raw
      var asked = Self.item(callID, call["name"] ?? "", input)
      asked["id"] = .string("\(callID)-asked")
      asked["type"] = "function_call"
      complete(asked, raw: .object(raw))
      var item = Self.item(callID, call["name"] ?? "", input)
      item.append("status", "in_progress")
      append(Event(.itemStarted, ["item": .object(item)]))
    }
  }

  private mutating func addResult(_ message: JSON, _ id: String, _ text: String) {
    let callID = message["call_id"]?.string ?? id
    // A result whose call is not in the file answers nothing and would be refused by every model.
    guard let call = calls.removeValue(forKey: callID) else {
      skipped += 1
      return
    }
    let output = wrappers[callID] ?? text
    let isCustom = call["type"] == "custom_tool_call"
    var item = Self.item(callID, call["name"] ?? "", call["arguments"] ?? call["input"] ?? "")
    item.append("output", .string(output))
    item.append("status", output.hasPrefix("Error:") ? "failed" : "completed")
    let result: JSON = [
      "type": isCustom ? "custom_tool_call_output" : "function_call_output", "call_id": .string(callID),
      "output": .string(output),
    ]
    complete(item, raw: result)
  }

  private mutating func addImage(_ message: JSON, _ id: String, _ place: String) {
    let isURL = place.hasPrefix("http://") || place.hasPrefix("https://") || place.hasPrefix("data:")
    // The file of a picture is not part of the session that is imported, and may be gone by the next turn.
    let part: JSON =
      isURL
      ? ["type": "input_image", "image_url": .string(place), "detail": message["detail"] ?? "auto"]
      : ["type": "input_text", "text": .string("[image: \(place)]")]
    var item: JSONObject = ["id": .string(id), "type": "image", isURL ? "url" : "path": .string(place)]
    item.append("description", ifPresent: message["description"])
    complete(item, raw: ["type": "message", "role": "user", "content": [part]])
  }

  /// The summaries are opaque items that are sent again as they are.
  private mutating func addCompaction(_ message: JSON, _ id: String) {
    turnIsOver = true
    let summaries = message["summaries"]?.array ?? []
    append(
      Event(
        .compactionCompleted,
        ["after_tokens": .int(summaries.reduce(0) { $0 + $1.bytes.count } / 4), "reason": "imported"]))
    for (number, summary) in summaries.enumerated() {
      complete(["id": .string("\(id)-\(number + 1)"), "type": "compaction"], raw: summary)
    }
  }

  private static func item(_ id: String, _ name: JSON, _ arguments: JSON) -> JSONObject {
    ["id": .string(id), "type": "tool_call", "call_id": .string(id), "tool": name, "arguments": arguments]
  }

  private static func message(_ role: String, _ content: JSON?) -> JSON {
    let parts: JSON =
      content?.array == nil
      ? [["type": "input_text", "text": content ?? ""]] : content ?? .array([])
    return ["type": "message", "role": .string(role), "content": parts]
  }

  private mutating func complete(_ item: JSONObject, raw: JSON?) {
    var payload: JSONObject = ["item": .object(item)]
    payload.append("raw", ifPresent: raw)
    append(Event(.itemCompleted, payload))
  }

  private mutating func append(_ event: Event) {
    entries.append(Entry(event: event, time: time, turn: turn == 0 ? nil : turn))
  }

  /// `20260102T030405.678`, read as UTC.
  static func time(_ text: String) -> Timestamp? {
    let digits = Array(text)
    guard digits.count >= 15, digits[8] == "T" else { return Timestamp(text) }
    let date = "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))"
    let clock = "\(String(digits[9..<11])):\(String(digits[11..<13])):\(String(digits[13...]))"
    return Timestamp("\(date)T\(clock)Z")
  }
}

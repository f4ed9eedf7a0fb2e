import AgentCore
import AgentJSON

/// Turns Responses items into the items of events: codex's shapes with our additions. Pure.
enum ItemView {
  /// The event item for something the model produced.
  static func item(_ raw: JSON, id: String) -> JSON {
    var item: JSONObject = ["id": .string(id)]
    switch raw["type"]?.string {
    case "message":
      item.append("type", "agent_message")
      item.append("text", .string(text(ofMessage: raw)))
      item.append("phase", ifPresent: raw["phase"])
    case "reasoning":
      item.append("type", "reasoning")
      item.append("text", .string(reasoningText(raw)))
    case "function_call", "custom_tool_call":
      // What the model asked for. The call itself is an item of its own, with the same call_id.
      item.append("type", "function_call")
      item.append("call_id", raw["call_id"] ?? .null)
      item.append("tool", raw["name"] ?? .null)
      item.append("arguments", arguments(of: raw))
    case "web_search_call":
      item.append("type", "web_search")
      item.append("query", raw["action"]?["query"] ?? raw["query"] ?? "")
    case let other: item.append("type", JSON(other))
    }
    return .object(item)
  }

  /// The `output_text` parts of a message, joined.
  static func text(ofMessage raw: JSON) -> String {
    if let text = raw["content"]?.string { return text }
    return (raw["content"]?.array ?? []).compactMap { part in
      ["output_text", "text"].contains(part["type"]?.string ?? "") ? part["text"]?.string : nil
    }.joined()
  }

  /// The words of a message that declines, or nil.
  static func refusal(ofMessage raw: JSON) -> String? {
    raw["content"]?.array?.first { $0["type"]?.string == "refusal" }.map {
      $0["refusal"]?.string ?? "refused"
    }
  }

  static func reasoningText(_ raw: JSON) -> String {
    let parts = (raw["summary"]?.array ?? []) + (raw["content"]?.array ?? [])
    return parts.compactMap { $0["text"]?.string }.joined(separator: "\n\n")
  }

  /// The answer in a response's items: messages of phase `final_answer`, or all where none has a phase.
  static func answer(_ items: [JSON]) -> String {
    let messages = items.filter { $0["type"]?.string == "message" }
    let isPhased = messages.contains { $0["phase"]?.string != nil }
    let chosen = isPhased ? messages.filter { $0["phase"]?.string == "final_answer" } : messages
    return chosen.map(text(ofMessage:)).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The calls a response asks for.
  static func calls(_ items: [JSON]) -> [TurnMachine.Call] {
    items.compactMap { item in
      guard ["function_call", "custom_tool_call"].contains(item["type"]?.string ?? "") else { return nil }
      return TurnMachine.Call(
        callID: item["call_id"]?.string ?? "", tool: item["name"]?.string ?? "",
        arguments: item["arguments"]?.string ?? item["input"]?.string ?? "")
    }
  }

  private static func arguments(of raw: JSON) -> JSON {
    arguments(raw["arguments"]?.string ?? raw["input"]?.string ?? "")
  }

  /// Arguments as a value where they are JSON, else as they were spelled; so too where they are nested deeper
  /// than any tool takes them, and than a reader of the event might parse.
  static func arguments(_ text: String) -> JSON {
    (try? JSON(parsing: text, depthLimit: 64)) ?? .string(text)
  }
}

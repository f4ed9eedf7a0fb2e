import AgentCore
import AgentJSON
import AgentSystem

/// One response of the model on its way into a message of codex-agent-framework: that has thoughts, text and
/// all calls together.
struct SeedResponse {
  private(set) var id: JSON?
  private(set) var time: Timestamp?
  private var texts: [String] = []
  private var thoughts: [String] = []
  private var calls: [JSON] = []

  var isEmpty: Bool { texts.isEmpty && thoughts.isEmpty && calls.isEmpty }
  var hasText: Bool { !texts.isEmpty }

  /// The members of the message that are its own.
  var members: JSONObject {
    [
      "reasoning": thoughts.isEmpty ? .null : .string(thoughts.joined(separator: "\n\n")),
      "tool_calls": .array(calls),
    ]
  }

  var text: String { texts.joined(separator: "\n\n") }

  mutating func add(text: String, id: JSON?, at time: Timestamp?) {
    begin(id, time)
    if !text.isEmpty { texts.append(text) }
  }

  mutating func add(thought: String, id: JSON?, at time: Timestamp?) {
    begin(id, time)
    if !thought.isEmpty { thoughts.append(thought) }
  }

  /// - Parameter raw: a Responses item of type `function_call` or `custom_tool_call`.
  mutating func add(call raw: JSON, at time: Timestamp?) {
    begin(nil, time)
    let isCustom = raw["type"]?.string == "custom_tool_call"
    let key = isCustom ? "input" : "arguments"
    calls.append([
      "index": .int(calls.count), "type": isCustom ? "custom_tool_call" : "function_call",
      "call_id": raw["call_id"] ?? "", "name": raw["name"] ?? "", key: raw[key] ?? "",
    ])
  }

  private mutating func begin(_ id: JSON?, _ time: Timestamp?) {
    self.id = self.id ?? id
    self.time = self.time ?? time
  }
}

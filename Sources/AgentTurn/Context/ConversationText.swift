import AgentJSON
import AgentTools

/// A conversation as text, for a model that has to sum it up: who said what, what was called and what came of it.
/// Pure; long outputs of tools are cut, images are only named.
enum ConversationText {
  /// Bytes that are kept of what a tool was given, and of what it gave.
  private static let outputLimit = 2000

  static func text(of items: [JSON]) -> String { items.compactMap(line).joined(separator: "\n\n") }

  /// nil for what nobody has said: thoughts, and items of a kind that only their maker can read.
  private static func line(_ item: JSON) -> String? {
    switch item["type"]?.string {
    case "message", nil:
      guard let role = item["role"]?.string else { return nil }
      let words = words(of: item)
      return words.isEmpty ? nil : "\(role): \(words)"
    case "function_call", "custom_tool_call":
      let arguments = item["arguments"]?.string ?? item["input"]?.string ?? ""
      return "called \(item["name"]?.string ?? "a tool"): \(bounded(arguments))"
    case "function_call_output", "custom_tool_call_output":
      return "result: \(bounded(item["output"].map { $0.string ?? words(in: $0.array ?? []) } ?? ""))"
    default: return nil
    }
  }

  /// What a message says.
  static func words(of message: JSON) -> String {
    message["content"]?.string ?? words(in: message["content"]?.array ?? [])
  }

  private static func words(in parts: [JSON]) -> String {
    parts.compactMap { part in
      if part["type"]?.string == "input_image" { return "[image]" }
      return part["text"]?.string ?? part["refusal"]?.string
    }.joined(separator: "\n")
  }

  private static func bounded(_ text: String) -> String {
    OutputBound.apply(text, limit: outputLimit).text
  }
}

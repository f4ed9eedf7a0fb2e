public import AgentJSON
import AgentCore
public import AgentSystem

/// What people read of a session: one entry for each thing that was said or done.
public enum TranscriptEntry: Sendable, Equatable {
  case turn(Int, time: Timestamp?, origin: String?)
  case user(String)
  case assistant(String)
  case reasoning(String)
  case call(ToolCall)
  case notice(level: String, String)
  case failure(code: String, String)
  /// Something that happened to the session itself.
  case marker(String)

  /// A call of a tool and what came of it.
  public struct ToolCall: Sendable, Equatable {
    public var name: String
    public var arguments: String
    public var output: String
    /// `completed`, `failed`, …; empty when the log does not say.
    public var status: String
    public var milliseconds: Int?

    /// Reads an item of any of the types that stand for a call.
    public init(item: JSON) {
      let type = item["type"]?.string ?? ""
      switch type {
      case "command_execution":
        name = item["name"]?.string ?? "bash"
        arguments = item["command"]?.string ?? ""
      case "mcp_tool_call":
        name = [item["server"]?.string, item["tool"]?.string].compactMap(\.self).joined(separator: ".")
        arguments = Self.text(item["arguments"])
      case "file_change":
        name = item["name"]?.string ?? item["tool"]?.string ?? "edit"
        let changes = item["changes"]?.array ?? []
        let paths = changes.compactMap { $0["path"]?.string }.joined(separator: " ")
        arguments = paths.isEmpty ? Self.text(item["arguments"]) : paths
      case "web_search":
        name = "web_search"
        arguments = item["query"]?.string ?? ""
      default:
        name = item["name"]?.string ?? item["tool"]?.string ?? type
        arguments = Self.text(item["arguments"] ?? item["input"])
      }
      output = Self.text(item["aggregated_output"] ?? item["output"] ?? item["result"])
      if output.isEmpty { output = Self.text(item["error"]?["message"]) }
      status = item["status"]?.string ?? ""
      milliseconds = item["duration_ms"]?.int
    }

    private static func text(_ value: JSON?) -> String {
      guard let value, !value.isNull else { return "" }
      if let text = value.string { return text }
      let content = value["content"] ?? value
      return content.array == nil ? value.text : ItemText.text(ofInput: content)
    }
  }
}

extension TranscriptEntry {
  /// What an event has to say to a person; empty for events that are bookkeeping.
  /// - Parameters:
  ///   - json: the line, blobs resolved.
  ///   - queued: input by its id, for `input.taken`.
  static func entries(_ type: EventType, _ json: JSON, _ record: LogRecord, queued: [String: QueuedInput])
    -> [TranscriptEntry]
  {
    switch type {
    case .turnStarted:
      let heading = turn(record.turn ?? 0, time: record.time, origin: json["origin"]?.string)
      return [heading, .user(ItemText.text(ofInput: json["input"]))]
    case .inputTaken:
      guard let input = json["id"]?.string.flatMap({ queued[$0] }) else { return [] }
      return [entry(for: input)].compactMap(\.self)
    case .itemCompleted: return item(json["item"] ?? .null)
    case .approvalResolved where json["decision"]?.string == "denied":
      return [.notice(level: "warning", "denied by \(json["by"]?.string ?? "a rule")")]
    case .notice:
      return [.notice(level: json["level"]?.string ?? "info", json["message"]?.string ?? "")]
    case .turnFailed:
      let error = json["error"]
      return [.failure(code: error?["code"]?.string ?? "failed", error?["message"]?.string ?? "")]
    case .compactionCompleted:
      let tokens = json["after_tokens"]?.int.map { " to \($0) tokens" } ?? ""
      let summary = (json["item"] ?? json["summary"]).map(ItemText.text(of:)) ?? ""
      return [.marker("compacted\(tokens)")] + (summary.hasPrefix("[") ? [] : [.user(summary)])
    case .sessionRenamed: return [.marker("renamed to \(json["title"]?.string ?? "")")]
    case .sessionArchived:
      return [.marker("events \(json["from"]?.int ?? 1) to \(json["to"]?.int ?? 0) were archived")]
    case .sessionRepaired: return [.marker("\(json["bytes"]?.int ?? 0) damaged bytes were dropped here")]
    default: return []
    }
  }

  /// nil for a request to stop: the end of the turn tells it.
  private static func entry(for input: QueuedInput) -> TranscriptEntry? {
    switch input.interrupt {
    case .stop: nil
    case .finish: .marker("asked to finish" + (input.text.map { ": \($0)" } ?? ""))
    case nil: .user(input.text ?? ItemText.text(ofInput: .array(input.items)))
    }
  }

  private static func item(_ item: JSON) -> [TranscriptEntry] {
    let type = item["type"]?.string ?? ""
    let text = ItemText.text(of: item)
    switch type {
    case "agent_message": return [.assistant(text)]
    case "user_message", "image", "document": return [.user(text)]
    case "reasoning": return text.hasPrefix("[") ? [] : [.reasoning(text)]
    case "plan", "todo_list": return [.assistant(plan(item))]
    case "error": return [.failure(code: "error", item["message"]?.string ?? text)]
    case "context": return []
    case "interrupt":
      return [.marker(text.isEmpty || text.hasPrefix("[") ? "interrupted" : "interrupted: \(text)")]
    case "compaction": return [.marker("compaction")]
    case _ where ItemType.calls.contains(type): return [.call(ToolCall(item: item))]
    default: return []
    }
  }

  private static func plan(_ item: JSON) -> String {
    if let text = item["text"]?.string { return text }
    let items = item["items"]?.array ?? []
    return items.map { "- [\($0["completed"]?.bool == true ? "x" : " ")] \($0["text"]?.string ?? "")" }
      .joined(separator: "\n")
  }
}

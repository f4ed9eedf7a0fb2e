public import AgentCore
public import AgentJSON
import AgentSystem

/// Writes a session as codex-agent-framework keeps it: a JSON array of messages.
public struct SeedExport {
  private let session: String
  private let blobs: BlobStore
  private var queued: [String: JSON] = [:]
  private var messages: [JSON] = []

  /// The messages of a log.
  public static func messages(path: String, session: String, blobs: BlobStore) throws(AgentError) -> JSON {
    var export = SeedExport(session: session, blobs: blobs)
    var reader = try SessionReader(path: path)
    while let record = try reader.next() { export.add(record) }
    return .array(export.messages)
  }

  private init(session: String, blobs: BlobStore) {
    self.session = session
    self.blobs = blobs
  }

  private mutating func add(_ record: LogRecord) {
    guard let type = record.eventType, let json = record.json().map(blobs.resolving) else { return }
    switch type {
    case .turnStarted: append("user_message", record, ItemText.text(ofInput: json["input"]))
    case .inputQueued:
      if let id = json["id"]?.string { queued[id] = json }
    case .inputTaken:
      guard let input = json["id"]?.string.flatMap({ queued[$0] }) else { return }
      append("user_message", record, input["text"]?.string ?? ItemText.text(ofInput: input["items"]))
    case .itemCompleted: add(item: json["item"] ?? .null, raw: json["raw"], record)
    case .compactionCompleted:
      let summary = json["item"] ?? json["summary"]
      append(
        "compaction_message", record, nil,
        ["summaries": .array(summary.map { [$0] } ?? []), "compacted_message_count": .int(messages.count)])
    default: break
    }
  }

  private mutating func add(item: JSON, raw: JSON?, _ record: LogRecord) {
    let type = item["type"]?.string ?? ""
    switch type {
    case "user_message": append(type, record, ItemText.text(of: item))
    case "agent_message": append("assistant_message", record, ItemText.text(of: item), ["tool_calls": []])
    case "context": append("developer_message", record, ItemText.text(of: item))
    case "interrupt": append("interrupt_message", record, ItemText.text(of: item))
    case "image": append("image_message", record, item["path"]?.string ?? item["url"]?.string ?? "")
    case _ where ItemType.calls.contains(type): addCall(item, record)
    default: break
    }
  }

  private mutating func addCall(_ item: JSON, _ record: LogRecord) {
    let call = TranscriptEntry.ToolCall(item: item)
    let id = item["call_id"] ?? item["id"] ?? .string("call_\(messages.count)")
    let entry: JSON = [
      "index": 0, "type": "function_call", "call_id": id, "name": .string(call.name),
      "arguments": .string(call.arguments),
    ]
    append("assistant_message", record, "", ["tool_calls": [entry]])
    append("tool_result_message", record, call.output, ["call_id": id, "tool_call_type": "function_call"])
  }

  private static let roles = [
    "user_message": "user", "image_message": "user", "assistant_message": "assistant",
    "tool_result_message": "tool",
  ]

  private mutating func append(
    _ type: String, _ record: LogRecord, _ content: String?, _ more: JSONObject = [:]
  ) {
    let time = record.time?.basic.dropLast()
    var message: JSONObject = [
      "type": .string(type), "content": JSON(content), "role": .string(Self.roles[type] ?? "developer"),
      "id": .string("m\(messages.count + 1)"), "session_id": .string(session),
      "timestamp": JSON(time.map(String.init)), "turns_left": -1,
    ]
    message.append(contentsOf: more)
    messages.append(.object(message))
  }
}

public import AgentCore
public import AgentJSON
import AgentSystem

/// Writes a session as codex-agent-framework keeps it: a JSON array of messages.
///
/// What was imported from there comes back as it was. What a turn of ours said is told from the items as the
/// model gave them.
public struct SeedExport {
  private let session: String
  private let blobs: BlobStore
  /// Items of attempts that broke.
  private let void: Set<String>
  private var queued: [String: QueuedInput] = [:]
  private var response = SeedResponse()
  /// Calls that a message has.
  private var calls: Set<String> = []
  private var isInterrupted = false
  private var messages: [JSON] = []

  /// The messages of a log.
  public static func messages(path: String, session: String, blobs: BlobStore) throws(AgentError) -> JSON {
    var export = SeedExport(session, blobs, void: try Transcript.voidItems(path))
    var reader = try SessionReader(path: path)
    while let record = try reader.next() { export.add(record) }
    export.flush()
    return .array(export.messages)
  }

  private init(_ session: String, _ blobs: BlobStore, void: Set<String>) {
    self.session = session
    self.blobs = blobs
    self.void = void
  }

  private mutating func add(_ record: LogRecord) {
    guard let type = record.eventType, let json = record.json().map(blobs.resolving) else { return }
    if let message = json["seed"], message.isNull || message.object != nil {
      flush()
      if !message.isNull { messages.append(message) }
      return
    }
    switch type {
    case .turnStarted:
      flush()
      isInterrupted = false
      for item in json["input"]?.array ?? [] { add(input: item, record) }
    case .inputQueued:
      let input = QueuedInput(Event(.inputQueued, json.object ?? [:]))
      if let input { queued[input.id] = input }
    case .inputTaken: if let input = json["id"]?.string.flatMap({ queued[$0] }) { take(input, record) }
    case .itemCompleted:
      let item = json["item"] ?? .null
      if let id = item["id"]?.string, void.contains(id) { return }
      add(item: item, raw: json["raw"], record)
    case .requestCompleted, .turnCompleted: flush()
    case .turnFailed:
      flush()
      let error = json["error"]
      if error?["code"]?.string == ErrorCode.interrupted.rawValue, !isInterrupted {
        append("interrupt_message", record, error?["message"])
      }
    case .compactionCompleted:
      let summary = json["raw"] ?? json["item"] ?? json["summary"]
      append(
        "compaction_message", record, .null,
        ["summaries": .array(summary.map { [$0] } ?? []), "compacted_message_count": .int(messages.count)])
    default: break
    }
  }

  // MARK: - What people said

  private mutating func take(_ input: QueuedInput, _ record: LogRecord) {
    if input.interrupt != nil {
      isInterrupted = true
      append("interrupt_message", record, .string(input.text ?? "interrupted"))
    } else if let text = input.text {
      append("user_message", record, .string(text))
    } else {
      for item in input.items { add(input: item, record) }
    }
  }

  /// A message of a person or of the program; parts stay parts where there is more than one text.
  private mutating func add(input item: JSON, _ record: LogRecord) {
    let parts = item["content"]?.array ?? []
    let isText = parts.count == 1 && parts[0]["type"]?.string == "input_text"
    let content: JSON =
      parts.isEmpty || isText ? .string(ItemText.text(ofInput: .array([item]))) : .array(parts)
    let isOfPerson = item["role"]?.string ?? "user" == "user"
    append(isOfPerson ? "user_message" : "developer_message", record, content)
  }

  // MARK: - What the model said and did

  private mutating func add(item: JSON, raw: JSON?, _ record: LogRecord) {
    let text = ItemText.text(of: item)
    switch raw?["type"]?.string {
    case "message" where raw?["role"]?.string == "assistant":
      response.add(text: text, id: item["id"], at: record.time)
    case "message": add(input: raw ?? .null, record)
    case "reasoning": response.add(thought: item["text"]?.string ?? "", id: item["id"], at: record.time)
    case "function_call", "custom_tool_call": add(call: raw ?? .null, record)
    case "function_call_output", "custom_tool_call_output": addResult(item, raw, record)
    case "compaction": append("compaction_message", record, .null, ["summaries": .array([raw ?? .null])])
    case .some:
      // It stands before the message of its response, which would be cut in two otherwise.
      put("server_tool_response_message", record.time, item["id"], "", ["item": raw ?? .null])
    case nil: add(itemWithoutRaw: item, text, record)
    }
  }

  private mutating func add(itemWithoutRaw item: JSON, _ text: String, _ record: LogRecord) {
    let type = item["type"]?.string ?? ""
    switch type {
    case "user_message": append(type, record, .string(text))
    case "agent_message":
      if response.hasText { flush() }
      response.add(text: text, id: item["id"], at: record.time)
    case "reasoning": response.add(thought: item["text"]?.string ?? "", id: item["id"], at: record.time)
    case "context": append("developer_message", record, .string(text))
    case "interrupt":
      isInterrupted = true
      append("interrupt_message", record, .string(text))
    case "image":
      var more = JSONObject()
      for key in ["detail", "description", "image_name"] { more.append(key, ifPresent: item[key]) }
      append("image_message", record, item["path"] ?? item["url"] ?? "", more)
    case _ where ItemType.calls.contains(type): addResult(item, nil, record)
    default: break
    }
  }

  private mutating func add(call raw: JSON, _ record: LogRecord) {
    if let id = raw["call_id"]?.string { calls.insert(id) }
    response.add(call: raw, at: record.time)
  }

  /// The result of a call; the call too, where no response has told of it.
  private mutating func addResult(_ item: JSON, _ raw: JSON?, _ record: LogRecord) {
    let call = TranscriptEntry.ToolCall(item: item)
    let id = raw?["call_id"] ?? item["call_id"] ?? item["id"] ?? .string("call_\(messages.count)")
    let isCustom = raw?["type"]?.string == "custom_tool_call_output"
    let type: JSON = isCustom ? "custom_tool_call" : "function_call"
    if let name = id.string, !calls.contains(name) {
      flush()
      add(
        call: [
          "type": type, "call_id": id, "name": .string(call.name),
          isCustom ? "input" : "arguments": .string(call.arguments),
        ], record)
    }
    append(
      "tool_result_message", record, raw?["output"] ?? .string(call.output),
      ["call_id": id, "tool_call_type": type])
  }

  // MARK: - Messages

  private mutating func flush() {
    if response.isEmpty { return }
    put("assistant_message", response.time, response.id, .string(response.text), response.members)
    response = SeedResponse()
  }

  /// A message behind the response that stands before it.
  private mutating func append(
    _ type: String, _ record: LogRecord, _ content: JSON?, _ more: JSONObject = [:]
  ) {
    flush()
    let id = record.json()?["item"]?["id"]
    put(type, record.time, id, content ?? "", more)
  }

  private static let roles = [
    "user_message": "user", "image_message": "user", "assistant_message": "assistant",
    "server_tool_response_message": "assistant", "tool_result_message": "tool",
  ]

  private mutating func put(
    _ type: String, _ time: Timestamp?, _ id: JSON?, _ content: JSON, _ more: JSONObject
  ) {
    let time = time?.basic.dropLast()
    var message: JSONObject = [
      "type": .string(type), "content": content, "role": .string(Self.roles[type] ?? "developer"),
      "id": id ?? .string("m\(messages.count + 1)"), "session_id": .string(session),
      "timestamp": JSON(time.map(String.init)), "turns_left": -1,
    ]
    message.append(contentsOf: more)
    messages.append(.object(message))
  }
}

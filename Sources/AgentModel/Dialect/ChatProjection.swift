import AgentJSON

/// Responses items as the messages of the chat API.
///
/// That API wants the calls of one answer in one message of the assistant, and right behind it one message
/// for each call's output. It has one place for instructions, at the beginning. Reasoning is left out.
struct ChatProjection {
  private var messages: [JSON] = []
  private var system: [String] = []
  /// The assistant's message that is being put together.
  private var text: [String] = []
  private var calls: [JSON] = []
  private var outputs: [(id: String, output: JSON)] = []

  static func messages(instructions: String, input: [JSON]) -> [JSON] {
    var projection = ChatProjection()
    if !instructions.isEmpty { projection.system.append(instructions) }
    for item in input { projection.take(item) }
    projection.flush()
    projection.flushSystem()
    return projection.messages
  }

  private mutating func take(_ item: JSON) {
    switch item["type"]?.string ?? "message" {
    case "message": takeMessage(item)
    case "function_call":
      let arguments = item["arguments"]?.string ?? ""
      addCall(item, arguments: arguments.isEmpty ? "{}" : arguments)
    case "custom_tool_call":
      addCall(item, arguments: JSON.object([ChatDialect.customInput: item["input"] ?? ""]).text)
    case "function_call_output", "custom_tool_call_output":
      outputs.append((item["call_id"]?.string ?? "", item["output"] ?? ""))
    default: break
    }
  }

  private mutating func takeMessage(_ item: JSON) {
    let content = item["content"] ?? ""
    switch item["role"]?.string ?? "user" {
    case "assistant":
      if !outputs.isEmpty { flush() }
      let said = Self.text(of: content)
      if !said.isEmpty { text.append(said) }
    case "system", "developer":
      flush()
      // Before the conversation they are all instructions; many templates take only one such message.
      if messages.isEmpty {
        system.append(Self.text(of: content))
      } else {
        messages.append(["role": "system", "content": .string(Self.text(of: content))])
      }
    case let role:
      flush()
      flushSystem()
      messages.append(["role": .string(role), "content": Self.content(content)])
    }
  }

  private mutating func addCall(_ item: JSON, arguments: String) {
    if !outputs.isEmpty { flush() }
    calls.append([
      "id": item["call_id"] ?? "", "type": "function",
      "function": ["name": item["name"] ?? "", "arguments": .string(arguments)],
    ])
  }

  private mutating func flushSystem() {
    if system.isEmpty { return }
    messages.insert(["role": "system", "content": .string(system.joined(separator: "\n\n"))], at: 0)
    system = []
  }

  /// Ends the assistant's message and puts the outputs behind it in the order of the calls.
  private mutating func flush() {
    if !text.isEmpty || !calls.isEmpty {
      flushSystem()
      var message: JSONObject = ["role": "assistant"]
      message.append("content", text.isEmpty ? nil : .string(text.joined(separator: "\n\n")))
      if !calls.isEmpty { message.append("tool_calls", .array(calls)) }
      messages.append(.object(message))
    }
    let order = calls.map { $0["id"]?.string ?? "" }
    func place(_ id: String) -> Int { order.firstIndex(of: id) ?? order.count }
    var images: [JSON] = []
    for (id, output) in outputs.sorted(by: { place($0.id) < place($1.id) }) {
      let pictures = (output.array ?? []).filter { $0["type"]?.string == "input_image" }.compactMap(Self.part)
      let said = Self.text(of: output)
      let shown = pictures.isEmpty ? said : said + (said.isEmpty ? "" : "\n") + "(see the image below)"
      messages.append(["role": "tool", "tool_call_id": .string(id), "content": .string(shown)])
      images += pictures
    }
    // Messages of tools hold text alone.
    if !images.isEmpty { messages.append(["role": "user", "content": .array(images)]) }
    text = []
    calls = []
    outputs = []
  }

  // MARK: - Content

  /// The text of a content that is a string or a list of parts.
  private static func text(of content: JSON) -> String {
    content.string
      ?? (content.array ?? []).compactMap { $0["text"]?.string ?? $0["refusal"]?.string }.joined(
        separator: "\n")
  }

  /// A user's content: a string where it is all text.
  private static func content(_ content: JSON) -> JSON {
    guard let parts = content.array else { return content }
    if parts.count == 1, let text = parts[0]["text"]?.string { return .string(text) }
    return .array(parts.compactMap(part))
  }

  private static func part(_ part: JSON) -> JSON? {
    switch part["type"]?.string {
    case "input_image":
      guard let url = part["image_url"] else { return nil }
      var image: JSONObject = ["url": url]
      image.append("detail", ifPresent: part["detail"])
      return ["type": "image_url", "image_url": .object(image)]
    case "input_file":
      var file = JSONObject()
      for name in ["filename", "file_data", "file_id"] { file.append(name, ifPresent: part[name]) }
      return ["type": "file", "file": .object(file)]
    default: return part["text"].map { ["type": "text", "text": $0] }
    }
  }
}

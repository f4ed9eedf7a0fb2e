public import AgentJSON

/// OpenAI's Chat Completions API, `POST /chat/completions`, which most servers of models have.
public struct ChatDialect: ModelDialect {
  /// The one argument of a custom tool, which this API can offer only as a function.
  static let customInput = "input"

  /// Whether the server is OpenAI's own. Others may refuse fields that only OpenAI knows, and OpenAI refuses
  /// the older name of the output limit.
  private let isVendor: Bool

  public init(isVendor: Bool = false) { self.isVendor = isVendor }

  public var path: String { "/chat/completions" }

  public func body(for request: ModelRequest) -> JSON {
    var body: JSONObject = ["model": .string(request.model)]
    body.append(
      "messages", .array(ChatProjection.messages(instructions: request.instructions, input: request.input)))
    if !request.tools.isEmpty {
      body.append("tools", .array(request.tools.map(Self.tool)))
      body.append("tool_choice", .string(request.toolChoice.rawValue))
      body.append("parallel_tool_calls", .bool(request.parallelToolCalls))
    }
    body.append("reasoning_effort", ifPresent: request.effort.map(JSON.string))
    body.append(
      isVendor ? "max_completion_tokens" : "max_tokens", ifPresent: request.maxOutputTokens.map(JSON.int))
    body.append("temperature", ifPresent: request.temperature.map { JSON($0) })
    body.append("response_format", ifPresent: request.format.map(Self.responseFormat))
    if isVendor {
      body.append("verbosity", ifPresent: request.verbosity.map(JSON.string))
      body.append("prompt_cache_key", ifPresent: request.cacheKey.map(JSON.string))
      body.append("store", false)
    }
    body.append("stream", true)
    body.append("stream_options", ["include_usage": true])
    return .object(body)
  }

  public func makeDecoder(for request: ModelRequest, seed: String) -> any ModelDecoder {
    let custom = request.tools.filter { $0.kind != .function }.map(\.name)
    return ChatDecoder(seed: seed, customTools: Set(custom))
  }

  private static func tool(_ tool: ToolSpec) -> JSON {
    var function: JSONObject = ["name": .string(tool.name), "description": .string(tool.description)]
    switch tool.kind {
    case .function:
      function.append("parameters", tool.parameters)
      if tool.isStrict { function.append("strict", true) }
    case .custom:
      function.append(
        "parameters",
        [
          "type": "object", "properties": [customInput: ["type": "string"]],
          "required": [.string(customInput)],
        ])
    }
    return ["type": "function", "function": .object(function)]
  }

  /// `text.format`, which is flat, as this API nests it.
  private static func responseFormat(_ format: JSON) -> JSON {
    guard format["type"]?.string == "json_schema", var inner = format.object else { return format }
    inner["type"] = nil
    return ["type": "json_schema", "json_schema": .object(inner)]
  }
}

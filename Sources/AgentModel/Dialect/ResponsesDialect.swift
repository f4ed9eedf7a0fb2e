public import AgentJSON

/// OpenAI's Responses API, `POST /responses`: as OpenAI has it and as llama.cpp, vLLM and gateways serve it.
public struct ResponsesDialect: ModelDialect {
  public init() {}

  public var path: String { "/responses" }

  public func body(for request: ModelRequest) -> JSON {
    var body: JSONObject = ["model": .string(request.model)]
    if !request.instructions.isEmpty { body.append("instructions", .string(request.instructions)) }
    body.append("input", .array(Self.project(request.input)))
    if !request.tools.isEmpty {
      body.append("tools", .array(request.tools.map(Self.tool)))
      body.append("tool_choice", .string(request.toolChoice.rawValue))
      body.append("parallel_tool_calls", .bool(request.parallelToolCalls))
    }
    var reasoning = JSONObject()
    reasoning.append("effort", ifPresent: request.effort.map(JSON.string))
    reasoning.append("summary", ifPresent: request.reasoningSummary.map(JSON.string))
    if !reasoning.isEmpty { body.append("reasoning", .object(reasoning)) }
    var text = JSONObject()
    text.append("format", ifPresent: request.format)
    text.append("verbosity", ifPresent: request.verbosity.map(JSON.string))
    if !text.isEmpty { body.append("text", .object(text)) }
    body.append("max_output_tokens", ifPresent: request.maxOutputTokens.map(JSON.int))
    body.append("temperature", ifPresent: request.temperature.map { JSON($0) })
    body.append("prompt_cache_key", ifPresent: request.cacheKey.map(JSON.string))
    // The conversation is ours to keep; without storage the reasoning comes back only when asked for.
    body.append("store", false)
    if ModelCatalog.reasons(request.model) { body.append("include", ["reasoning.encrypted_content"]) }
    body.append("stream", true)
    return .object(body)
  }

  public func makeDecoder(for request: ModelRequest, seed: String) -> any ModelDecoder {
    ResponsesDecoder()
  }

  private static func tool(_ tool: ToolSpec) -> JSON {
    switch tool.kind {
    case .function:
      return [
        "type": "function", "name": .string(tool.name), "description": .string(tool.description),
        "parameters": tool.parameters, "strict": .bool(tool.isStrict),
      ]
    case .custom(let format):
      var object: JSONObject = [
        "type": "custom", "name": .string(tool.name), "description": .string(tool.description),
      ]
      object.append("format", ifPresent: format)
      return .object(object)
    }
  }

  /// The items as they may be sent to a server that stored none of them.
  ///
  /// Ids are left out, because it would look them up; calls and outputs find each other by `call_id`.
  /// Reasoning goes back where it is encrypted. Where it is plain text (llama.cpp, vLLM) it goes back only
  /// within the turn that made it, that is after the last message of the user: models are trained so, and
  /// OpenAI refuses such items of other servers in an older part of a conversation.
  static func project(_ items: [JSON]) -> [JSON] {
    let lastUser = items.lastIndex { $0["role"]?.string == "user" } ?? -1
    return items.enumerated().compactMap { index, item in
      guard var object = item.object else { return nil }
      switch item["type"]?.string ?? "message" {
      case "reasoning":
        let isEncrypted = item["encrypted_content"]?.string?.isEmpty == false
        let hasText = item["content"]?.array?.isEmpty == false
        guard isEncrypted || (hasText && index > lastUser) else { return nil }
        if !isEncrypted { object["encrypted_content"] = nil }
        object["id"] = nil
        object["status"] = nil
      case "message", "function_call", "custom_tool_call": object["id"] = nil
      default: break
      }
      return .object(object)
    }
  }
}

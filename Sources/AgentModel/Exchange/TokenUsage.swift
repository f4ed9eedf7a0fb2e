public import AgentCore
public import AgentJSON

/// Tokens of one request or of several.
public struct TokenUsage: Sendable, Equatable {
  /// All tokens read, the cached ones among them.
  public var input: Int
  public var cachedInput: Int
  /// All tokens written, those of reasoning among them.
  public var output: Int
  public var reasoningOutput: Int
  /// What it cost by the server's own word, which few give.
  public var cost: Money?

  public init(
    input: Int = 0, cachedInput: Int = 0, output: Int = 0, reasoningOutput: Int = 0, cost: Money? = nil
  ) {
    self.input = input
    self.cachedInput = cachedInput
    self.output = output
    self.reasoningOutput = reasoningOutput
    self.cost = cost
  }

  public var total: Int { input + output }

  public static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
    TokenUsage(
      input: left.input + right.input, cachedInput: left.cachedInput + right.cachedInput,
      output: left.output + right.output, reasoningOutput: left.reasoningOutput + right.reasoningOutput,
      cost: left.cost.map { $0 + (right.cost ?? .zero) } ?? right.cost)
  }

  /// Reads the `usage` of either API; every member may be missing.
  /// - Returns: nil when it is no object or holds no count.
  public init?(wire: JSON?) {
    guard let wire, let input = wire["input_tokens"]?.int ?? wire["prompt_tokens"]?.int else { return nil }
    let inputDetails = wire["input_tokens_details"] ?? wire["prompt_tokens_details"]
    let outputDetails = wire["output_tokens_details"] ?? wire["completion_tokens_details"]
    self.init(
      input: input,
      cachedInput: inputDetails?["cached_tokens"]?.int ?? wire["prompt_cache_hit_tokens"]?.int ?? 0,
      output: wire["output_tokens"]?.int ?? wire["completion_tokens"]?.int ?? 0,
      reasoningOutput: outputDetails?["reasoning_tokens"]?.int ?? 0, cost: Money(wire["cost"]))
  }

  /// The counts under codex's keys, as events carry them.
  public var json: JSON {
    [
      "input_tokens": .int(input), "cached_input_tokens": .int(cachedInput), "output_tokens": .int(output),
      "reasoning_output_tokens": .int(reasoningOutput), "total_tokens": .int(total),
    ]
  }

  /// Reads what ``json`` wrote.
  public init?(json: JSON?) {
    guard let json, let input = json["input_tokens"]?.int else { return nil }
    self.init(
      input: input, cachedInput: json["cached_input_tokens"]?.int ?? 0,
      output: json["output_tokens"]?.int ?? 0, reasoningOutput: json["reasoning_output_tokens"]?.int ?? 0)
  }
}

public import AgentJSON

/// One request to a model, in the terms of the Responses API, which are the canonical form of a
/// conversation here: a dialect translates them into what its server understands.
public struct ModelRequest: Sendable, Equatable {
  public var model: String
  public var instructions: String
  /// Items of the Responses API: messages, calls, outputs of calls, reasoning.
  public var input: [JSON]
  public var tools: [ToolSpec]
  public var toolChoice: ToolChoice
  public var parallelToolCalls: Bool
  /// `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`; nil for the model's own.
  public var effort: String?
  /// `auto`, `concise` or `detailed` to be shown summaries of the reasoning; nil for none.
  public var reasoningSummary: String?
  /// `low`, `medium` or `high`; nil for the model's own.
  public var verbosity: String?
  public var maxOutputTokens: Int?
  public var temperature: Double?
  /// The form of the answer as `text.format` has it: `{"type":"json_schema","name","schema","strict"}`.
  public var format: JSON?
  /// Requests with the same key are served from the same cache where there is one.
  public var cacheKey: String?

  public init(
    model: String, instructions: String = "", input: [JSON], tools: [ToolSpec] = [],
    toolChoice: ToolChoice = .auto, parallelToolCalls: Bool = true, effort: String? = nil,
    reasoningSummary: String? = nil, verbosity: String? = nil, maxOutputTokens: Int? = nil,
    temperature: Double? = nil, format: JSON? = nil, cacheKey: String? = nil
  ) {
    self.model = model
    self.instructions = instructions
    self.input = input
    self.tools = tools
    self.toolChoice = toolChoice
    self.parallelToolCalls = parallelToolCalls
    self.effort = effort
    self.reasoningSummary = reasoningSummary
    self.verbosity = verbosity
    self.maxOutputTokens = maxOutputTokens
    self.temperature = temperature
    self.format = format
    self.cacheKey = cacheKey
  }
}

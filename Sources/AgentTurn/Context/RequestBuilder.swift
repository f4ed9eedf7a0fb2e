public import AgentCore
public import AgentJSON
public import AgentModel
public import AgentTools

/// Makes the model requests of a turn from its setup and the conversation. Pure.
public struct RequestBuilder: Sendable {
  let setup: TurnSetup
  let registry: ToolRegistry

  public init(_ setup: TurnSetup, tools registry: ToolRegistry) {
    self.setup = setup
    self.registry = registry
  }

  /// A request with the conversation as it is.
  public func request(_ input: [JSON]) -> ModelRequest {
    ModelRequest(
      model: setup.model, instructions: setup.instructions,
      input: ContextPlacement.input(input, setup.contributions),
      tools: registry.told.map {
        ToolSpec(name: $0.name, description: $0.description, parameters: $0.parameters)
      },
      parallelToolCalls: setup.parallelToolCalls, effort: setup.effort, verbosity: setup.verbosity,
      maxOutputTokens: setup.maxOutputTokens, temperature: setup.temperature, cacheKey: setup.session)
  }

  /// Tokens that every request takes before the conversation.
  public var fixedTokens: Int { TokenEstimate.tokens(in: request([])) }

  /// What of the conversation fits into the model's context.
  public func fit(_ context: ContextProjection) -> ContextBudget.Fitted {
    let turns = ImageLimit(count: setup.maximumImages).apply(to: context.turns)
    return ContextBudget(limit: setup.contextTokens ?? .max).fit(turns, fixed: fixedTokens)
  }

  /// The turn's own event, which the context is built from.
  public var turnStarted: Event {
    var payload: JSONObject = ["turn_id": .string("\(setup.session).\(setup.turn)")]
    payload.append("request_id", ifPresent: setup.requestID.map(JSON.string))
    payload.append("idempotency_key", ifPresent: setup.idempotencyKey.map(JSON.string))
    payload.append("origin", .string(setup.origin.rawValue))
    payload.append("input", .array(setup.input))
    return Event(.turnStarted, payload)
  }

  /// Checks that the first request can be made.
  /// - Throws: 65 as ``firstFit(after:)``, which it spares where all of the conversation fits.
  public func requireFirstFit(after history: ContextProjection) throws(AgentError) {
    var context = history
    context.add(turnStarted)
    let turns = ImageLimit(count: setup.maximumImages).apply(to: context.turns)
    let tokens = turns.reduce(fixedTokens) { $0 + $1.costs.reduce(0, +) }
    if tokens > setup.contextTokens ?? .max { _ = try firstFit(after: history) }
  }

  /// What the first request would hold.
  /// - Throws: 65 when the turn's own input is too large: nothing has been spent or written by then.
  public func firstFit(after history: ContextProjection) throws(AgentError) -> ContextBudget.Fitted {
    var context = history
    context.add(turnStarted)
    let fitted = fit(context)
    guard !fitted.fits, let limit = setup.contextTokens else { return fitted }
    throw AgentError(
      .contextLength, "the input is about \(fitted.tokens) tokens and the model takes \(limit)",
      object: setup.model, hint: "--overflow cut shortens it; agent-extract --max-tokens takes less of it")
  }
}

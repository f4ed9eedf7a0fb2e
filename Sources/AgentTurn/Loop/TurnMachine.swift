public import AgentCore
public import AgentJSON

/// The loop of one turn as a pure value: what happened goes in, what to do next comes out. It knows no
/// files, no network and no clock; ``TurnDriver`` does what it says.
///
/// request → response → calls, if any → their results → request … until a response has no calls.
public struct TurnMachine: Sendable, Equatable {
  /// What bounds a turn; nil is without limit.
  public struct Limits: Sendable, Equatable {
    public var requests: Int?
    public var toolCalls: Int?
    /// Input and output tokens together, as the model counts them.
    public var tokens: Int?
    public var cost: Money?
    /// Whether an answer that was cut at the output limit is an answer all the same: where nobody asked for
    /// that limit.
    public var acceptsCutAnswers: Bool
    /// The same call with the same arguments may come this often in a row.
    public var repeats: Int

    public init(
      requests: Int? = nil, toolCalls: Int? = nil, tokens: Int? = nil, cost: Money? = nil,
      acceptsCutAnswers: Bool = false, repeats: Int = 5
    ) {
      self.requests = requests
      self.toolCalls = toolCalls
      self.tokens = tokens
      self.cost = cost
      self.acceptsCutAnswers = acceptsCutAnswers
      self.repeats = repeats
    }
  }

  /// A call that the model asked for in a response that ended well.
  public struct Call: Sendable, Equatable {
    public let callID: String
    public let tool: String
    /// As the model spelled them; JSON for functions.
    public let arguments: String

    public init(callID: String, tool: String, arguments: String) {
      self.callID = callID
      self.tool = tool
      self.arguments = arguments
    }
  }

  /// What a response was, as far as the loop cares.
  public struct Response: Sendable, Equatable {
    public var calls: [Call]
    /// `completed`, `max_output_tokens`, `content_filter` …
    public var stopReason: String
    public var refusal: String?
    public var tokens: Int
    public var cost: Money
    /// The budget that let the answer be no longer, where that was less than it might have been.
    public var cutter: String?

    public init(
      calls: [Call], stopReason: String, refusal: String? = nil, tokens: Int = 0, cost: Money = .zero,
      cutter: String? = nil
    ) {
      self.calls = calls
      self.stopReason = stopReason
      self.refusal = refusal
      self.tokens = tokens
      self.cost = cost
      self.cutter = cutter
    }
  }

  public enum Action: Sendable, Equatable {
    /// Send the context to the model as request number N of this turn, from 1.
    case request(Int)
    case run([Call])
    /// End well, unless new input is waiting: then take it and call ``inputTaken()``.
    case finish(stopReason: String)
    case fail(AgentError)
  }

  /// What a limit is near to being used up.
  public struct Warning: Sendable, Equatable {
    public let limit: String
    public let used: JSON
    public let max: JSON
    /// The budget whose limit it is; nil for one of the turn.
    public var budget: String?

    /// - Returns: nil below 80 percent.
    init?(_ limit: String, used: Int, max: Int?) {
      guard let max, max > 1, Double(used) * 5 >= Double(max) * 4 else { return nil }
      self.limit = limit
      self.used = .int(used)
      self.max = .int(max)
    }

    init?(_ limit: String, used: Money, max: Money?) {
      guard let max, max > .zero, used * 5 >= max * 4 else { return nil }
      self.limit = limit
      self.used = used.json
      self.max = max.json
    }
  }

  public let limits: Limits
  public private(set) var requests = 0
  public private(set) var toolCalls = 0
  public private(set) var tokens = 0
  public private(set) var cost = Money.zero
  /// Warnings that have come due since they were last taken.
  public private(set) var warnings: [Warning] = []
  private var warned: Set<String> = []
  private var lastCalls: [Call] = []
  private var repetitions = 0

  public init(limits: Limits) { self.limits = limits }

  public mutating func begin() -> Action { nextRequest() }

  /// Counts requests that were spent on the turn before its loop began, such as summaries of parts.
  public mutating func spend(requests count: Int, tokens: Int, cost: Money = .zero) {
    requests += count
    self.tokens += tokens
    self.cost = self.cost + cost
  }

  /// The response has ended well and its items are in the log.
  public mutating func responded(_ response: Response) -> Action {
    tokens += response.tokens
    cost = cost + response.cost
    warn(Warning("tokens", used: tokens, max: limits.tokens))
    warn(Warning("cost", used: cost, max: limits.cost))
    if let refusal = response.refusal { return .fail(AgentError(.refusal, refusal)) }
    switch response.stopReason {
    case "content_filter":
      return .fail(AgentError(.refusal, "the provider's content filter stopped the answer"))
    case "max_output_tokens" where !limits.acceptsCutAnswers || !response.calls.isEmpty:
      return .fail(
        response.cutter.map {
          AgentError(.limitTokens, "the answer was cut where the budget ends", object: "budget \($0)")
        }
          ?? AgentError(
            .limitTokens, "the answer was cut at the output limit", hint: "raise --max-output-tokens"))
    default: break
    }
    if response.calls.isEmpty { return .finish(stopReason: response.stopReason) }
    if let error = overrun(of: response.calls) { return .fail(error) }
    toolCalls += response.calls.count
    warn(Warning("tool_calls", used: toolCalls, max: limits.toolCalls))
    return .run(response.calls)
  }

  /// Every call of the last response has its result in the log.
  public mutating func toolsFinished() -> Action { nextRequest() }

  /// Input that came while the turn ran is in the log.
  public mutating func inputTaken() -> Action {
    lastCalls = []
    return nextRequest()
  }

  public mutating func takeWarnings() -> [Warning] {
    defer { warnings = [] }
    return warnings
  }

  private mutating func nextRequest() -> Action {
    if let most = limits.requests, requests >= most {
      return .fail(
        AgentError(.limitRequests, "\(most) model requests were used up", hint: "raise --max-requests"))
    }
    if let most = limits.tokens, tokens >= most {
      return .fail(
        AgentError(.limitTokens, "\(tokens) of \(most) tokens were used up", hint: "raise --max-tokens"))
    }
    if let most = limits.cost, cost >= most {
      return .fail(AgentError(.limitCost, "\(cost) of \(most) were used up", hint: "raise --max-cost"))
    }
    requests += 1
    warn(Warning("requests", used: requests, max: limits.requests))
    return .request(requests)
  }

  private mutating func overrun(of calls: [Call]) -> AgentError? {
    if let most = limits.toolCalls, toolCalls + calls.count > most {
      return AgentError(
        .limitToolCalls, "\(toolCalls + calls.count) tool calls are more than \(most)",
        hint: "raise --max-tool-calls")
    }
    let same = calls.map { Call(callID: "", tool: $0.tool, arguments: $0.arguments) }
    repetitions = same == lastCalls ? repetitions + 1 : 1
    lastCalls = same
    if repetitions > limits.repeats {
      return AgentError(.loop, "the same call came \(repetitions) times in a row", object: same[0].tool)
    }
    return nil
  }

  /// Tells once of each limit, at 80 percent.
  mutating func warn(_ warning: Warning?) {
    guard let warning, warned.insert("\(warning.limit) \(warning.budget ?? "")").inserted else { return }
    warnings.append(warning)
  }
}

public import AgentJSON
import AgentCore

/// What turns came to: how many there were, what they cost, what was called. A sum that sums can be added to.
public struct SessionUsage: Sendable, Equatable {
  /// Sessions in which something counted happened.
  public private(set) var sessions: Set<String> = []
  public var turns = 0
  public var failed = 0
  /// Requests to models.
  public var requests = 0
  /// Tokens by the names of `usage`.
  public private(set) var tokens: [String: Int] = [:]
  /// US dollars, where they are known.
  public private(set) var cost: Double?
  /// Milliseconds from the beginning of turns to their ends.
  public var duration = 0
  /// Calls by the name of the tool, and turns by that of the model.
  public private(set) var tools: [String: Int] = [:]
  public private(set) var models: [String: Int] = [:]

  /// What is always told of tokens.
  public static let tokenNames = [
    "input_tokens", "cached_input_tokens", "output_tokens", "reasoning_output_tokens",
  ]

  public init() {}

  public var toolCalls: Int { tools.values.reduce(0, +) }

  mutating func addTurn(of session: String, model: String?) {
    sessions.insert(session)
    turns += 1
    models[model ?? "", default: 0] += 1
  }

  mutating func addCall(of tool: String, in session: String) {
    sessions.insert(session)
    tools[tool, default: 0] += 1
  }

  /// Adds what some requests took together, as an event tells it.
  mutating func addRequests(_ count: Int, _ value: JSON, in session: String) {
    sessions.insert(session)
    requests += max(0, count)
    for name in Self.tokenNames {
      if let count = value["usage"]?[name]?.int, count > 0 { tokens[name, default: 0] &+= count }
    }
    if let spent = value["cost_usd"]?.double, spent.isFinite { cost = (cost ?? 0) + spent }
  }

  public static func += (left: inout SessionUsage, right: SessionUsage) {
    left.sessions.formUnion(right.sessions)
    left.turns += right.turns
    left.failed += right.failed
    left.requests += right.requests
    left.duration += right.duration
    left.tokens.merge(right.tokens, uniquingKeysWith: &+)
    left.tools.merge(right.tools, uniquingKeysWith: +)
    left.models.merge(right.models, uniquingKeysWith: +)
    if let cost = right.cost { left.cost = (left.cost ?? 0) + cost }
  }

  /// The members of a record that tell it.
  public var members: JSONObject {
    var members: JSONObject = [
      "sessions": .int(sessions.count), "turns": .int(turns), "failed": .int(failed),
      "requests": .int(requests),
      "usage": .object(
        JSONObject(Self.tokenNames.map { .init(key: $0, value: .int(tokens[$0] ?? 0)) })),
      "cost_usd": cost.map { JSON($0) } ?? .null, "tool_calls": .int(toolCalls),
      "duration_ms": .int(duration),
    ]
    members.append("models", Self.counts(models))
    members.append("tools", Self.counts(tools))
    return members
  }

  /// Most first, and by name where they are as many.
  private static func counts(_ counts: [String: Int]) -> JSON {
    let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return .object(JSONObject(ordered.map { .init(key: $0.key, value: .int($0.value)) }))
  }
}

/// By what sums are told apart.
public enum UsageKey: String, Sendable, CaseIterable {
  case day, model, session
}

public import AgentCore
public import AgentModel

/// What requests to the model have taken together.
public struct Spending: Sendable, Equatable {
  public var requests: Int
  public var usage: TokenUsage
  /// Of those whose cost is known; nil where that is none.
  public var cost: Money?

  public init(requests: Int = 0, usage: TokenUsage = TokenUsage(), cost: Money? = nil) {
    self.requests = requests
    self.usage = usage
    self.cost = cost
  }

  public static func + (left: Spending, right: Spending) -> Spending {
    Spending(
      requests: left.requests + right.requests, usage: left.usage + right.usage,
      cost: left.cost.map { $0 + (right.cost ?? .zero) } ?? right.cost)
  }
}

public import AgentCore
public import AgentJSON

/// What requests to models take: how many they are, their tokens, and what those cost.
public struct BudgetAmount: Sendable, Equatable {
  public var requests: Int
  /// Input and output together.
  public var tokens: Int
  public var cost: Money

  public init(requests: Int = 0, tokens: Int = 0, cost: Money = .zero) {
    self.requests = requests
    self.tokens = tokens
    self.cost = cost
  }

  public static func + (left: BudgetAmount, right: BudgetAmount) -> BudgetAmount {
    func sum(_ left: Int, _ right: Int) -> Int {
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? .max : sum
    }
    return BudgetAmount(
      requests: sum(left.requests, right.requests), tokens: sum(left.tokens, right.tokens),
      cost: left.cost + right.cost)
  }

  public var members: JSONObject {
    ["requests": .int(requests), "tokens": .int(tokens), "cost_usd": cost.json]
  }

  /// - Returns: nil unless all of ``members`` are there.
  init?(_ json: JSON) {
    guard let requests = json["requests"]?.int, requests >= 0, let tokens = json["tokens"]?.int, tokens >= 0,
      let cost = Money(json["cost_usd"])
    else { return nil }
    self.init(requests: requests, tokens: tokens, cost: cost)
  }
}

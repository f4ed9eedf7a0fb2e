public import AgentCore
import AgentJSON
import AgentSystem

/// What a budget allows in one period, as the setting `budgets` says; nil is without limit.
public struct BudgetRule: Sendable, Equatable {
  public var name: String
  public var period: BudgetPeriod
  public var requests: Int?
  public var tokens: Int?
  public var cost: Money?

  public init(
    name: String, period: BudgetPeriod = .day, requests: Int? = nil, tokens: Int? = nil, cost: Money? = nil
  ) {
    self.name = name
    self.period = period
    self.requests = requests
    self.tokens = tokens
    self.cost = cost
  }

  /// The budgets that are defined.
  public static func all(in configuration: Configuration) throws(AgentError) -> [BudgetRule] {
    try configuration.table("budgets").map { entry in
      BudgetRule(
        name: entry.name,
        period: entry.members["period"]?.string.flatMap(BudgetPeriod.init(rawValue:)) ?? .day,
        requests: entry.members["requests"]?.int, tokens: entry.members["tokens"]?.int,
        cost: Money(entry.members["cost"]))
    }
  }

  /// - Throws: 78 where there is none of that name: what was to be limited is not done without.
  public static func named(_ name: String, in configuration: Configuration) throws(AgentError) -> BudgetRule {
    let all = try all(in: configuration)
    if let rule = all.last(where: { $0.name.utf8.elementsEqual(name.utf8) }) { return rule }
    let example: JSON = .object([name: ["requests": 100, "period": "day"]])
    throw AgentError(
      .config, "no such budget", object: Terminal.sanitized(name),
      hint: NearMatch.hint(name, in: all.map(\.name))
        ?? "agent-config set budgets \(example.text.quotedForShell)")
  }

  /// `a day`, or nothing for ever.
  var each: String { period == .total ? "" : " \(period == .hour ? "an" : "a") \(period.rawValue)" }
}

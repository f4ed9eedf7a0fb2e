public import AgentCore
import AgentSystem

/// What a request to a model may take, before it is sent.
public struct BudgetAsk: Sendable, Equatable {
  /// 1, or 0 where it is sent again.
  public var requests: Int
  /// Tokens of the input, estimated.
  public var input: Int
  /// Tokens of the answer at most; nil where nobody has said.
  public var output: Int?
  /// Whether the answer's limit is settled already: all of it or nothing.
  public var isFixed: Bool
  /// What a token costs.
  public var inputPrice: Money
  public var outputPrice: Money

  public init(
    requests: Int = 1, input: Int, output: Int? = nil, isFixed: Bool = false, inputPrice: Money = .zero,
    outputPrice: Money = .zero
  ) {
    self.requests = requests
    self.input = input
    self.output = output
    self.isFixed = isFixed
    self.inputPrice = inputPrice
    self.outputPrice = outputPrice
  }

  /// Tokens that are reserved for an answer of which nobody has said how long it may be.
  public static let usualOutput = 16_384
  /// A request is not sent for an answer that could only be shorter.
  static let leastOutput = 256

  /// What is reserved: estimates of input may be off by a quarter.
  func amount(output: Int) -> BudgetAmount {
    let input = input + input / 4
    return BudgetAmount(
      requests: requests, tokens: input + output, cost: inputPrice * input + outputPrice * output)
  }
}

/// What a budget has granted for a request.
public struct BudgetGrant: Sendable, Equatable {
  public let id: String
  public let amount: BudgetAmount
  /// Tokens that the answer may have; nil where the budget does not care.
  public let output: Int?
  /// Whether that is less than was asked for.
  public let isShort: Bool
}

extension BudgetAccount {
  /// What is granted, which is not yet reserved.
  ///
  /// The answer is given as much room as was asked for or is left, so that what is reserved is the most that the
  /// request can take.
  /// - Throws: `limit_requests`, `limit_tokens`, `limit_cost`.
  public func grant(_ ask: BudgetAsk, under rule: BudgetRule, id: String) throws(AgentError) -> BudgetGrant {
    let used = used
    if let limit = rule.requests, ask.requests > 0, used.requests > limit - ask.requests {
      throw refusal(.limitRequests, rule, "\(used.requests) of \(limit) requests", nil)
    }
    let wanted = ask.output ?? BudgetAsk.usualOutput
    let least = ask.isFixed ? wanted : min(wanted, BudgetAsk.leastOutput)
    let base = ask.amount(output: 0)
    var output = wanted
    if let limit = rule.tokens {
      output = min(output, limit - min(used.tokens, limit) - base.tokens)
      if output < least {
        throw refusal(
          .limitTokens, rule, "\(used.tokens) of \(limit) tokens", "about \(base.tokens + least)")
      }
    }
    if let limit = rule.cost {
      let left = limit - used.cost
      let fits = left >= base.cost && limit >= used.cost + base.cost
      if fits, ask.outputPrice > .zero {
        output = min(output, (left - base.cost).picodollars / ask.outputPrice.picodollars)
      }
      // What costs nothing is refused only by a budget that is overdrawn.
      if !fits || output < least {
        let need = ask.amount(output: least).cost
        throw refusal(.limitCost, rule, "\(used.cost) of \(limit)", "up to \(need)")
      }
    }
    let isBound = rule.tokens != nil || (rule.cost != nil && ask.outputPrice > .zero)
    return BudgetGrant(
      id: id, amount: ask.amount(output: output), output: isBound ? output : ask.output,
      isShort: isBound && output < wanted)
  }

  private func refusal(_ code: ErrorCode, _ rule: BudgetRule, _ used: String, _ need: String?) -> AgentError {
    let under = reservations.isEmpty ? "" : ", \(reservations.count) under way among them"
    let next = need.map { "; the next takes \($0)" } ?? ""
    return AgentError(
      code, "\(used)\(rule.each) are used up\(under)\(next)",
      object: "budget \(Terminal.sanitized(rule.name))",
      hint: span.end.map { "it is renewed at \($0)" } ?? "it is never renewed")
  }
}

public import AgentBudget
import AgentCore
public import AgentModel
import AgentSystem

/// Knows what requests cost, and holds them to a budget. Every request of a turn goes through it, also those that sum
/// up a session or an input.
public struct RequestMeter: Sendable {
  /// nil where nobody knows it.
  public var price: ModelPrice?
  public var budget: Budget?

  public init(price: ModelPrice? = nil, budget: Budget? = nil) {
    self.price = price
    self.budget = budget
  }

  /// Opens the account of a request, which gets a limit on its answer where the budget needs one.
  /// - Parameter estimate: tokens of the request.
  /// - Throws: `limit_requests`, `limit_tokens`, `limit_cost` where the budget has no room for it.
  func open(_ request: inout ModelRequest, estimate: Int, _ cancellation: Cancellation) throws(AgentError)
    -> RequestAccount
  {
    let ask = BudgetAsk(
      input: estimate, output: request.maxOutputTokens, inputPrice: price?.input ?? .zero,
      outputPrice: price?.output ?? .zero)
    let account = try RequestAccount(self, ask, cancellation)
    if let output = account.grant?.output { request.maxOutputTokens = output }
    return account
  }

  /// Sends a request of which nothing is shown, and counts it.
  func perform(_ request: ModelRequest, on client: ModelClient, _ cancellation: Cancellation)
    throws(AgentError) -> (result: ModelResult, spending: Spending)
  {
    var request = request
    let account = try open(&request, estimate: TokenEstimate.tokens(in: request), cancellation)
    do throws(AgentError) {
      let result = try client.perform(
        request, cancellation: cancellation, onEvent: { (_) throws(AgentError) in },
        onRetry: { (notice) throws(AgentError) in try account.broke(notice) })
      return (result, account.completed(result).spending)
    } catch {
      account.failed(error)
      throw error
    }
  }
}

/// One request on the account of a budget, from its reservation to what it has really taken.
final class RequestAccount {
  /// What a request came to.
  struct Charge {
    var spending: Spending
    /// Limits of the budget that are near.
    var warnings: [TurnMachine.Warning] = []
    /// Why the budget still counts all that was reserved.
    var trouble: AgentError?
  }

  private(set) var grant: BudgetGrant?
  private let meter: RequestMeter
  private let ask: BudgetAsk
  private let cancellation: Cancellation

  fileprivate init(_ meter: RequestMeter, _ ask: BudgetAsk, _ cancellation: Cancellation) throws(AgentError) {
    self.meter = meter
    self.ask = ask
    self.cancellation = cancellation
    grant = try meter.budget?.reserve(ask, cancellation)
  }

  /// Whose shortness has cut the answer, if it was cut.
  var cutter: String? { grant?.isShort == true ? meter.budget?.rule.name : nil }

  /// An attempt broke and there will be another. What may have been answered is paid for, and so reserved anew.
  func broke(_ notice: RetryNotice) throws(AgentError) {
    guard let budget = meter.budget, let broken = grant,
      Self.mayBePaid(status: notice.status, isUnsent: notice.isUnsent)
    else { return }
    grant = nil
    _ = try budget.settle(broken, as: broken.amount, cancellation)
    var again = ask
    again.requests = 0
    again.output = broken.output
    again.isFixed = broken.output != nil
    grant = try budget.reserve(again, cancellation)
  }

  /// There is no answer. What the server has refused, or never got, costs nothing; of the rest nobody knows, and it
  /// counts in full.
  func failed(_ error: AgentError) {
    let isPaid = Self.mayBePaid(status: error.status, isUnsent: error.isUnsent)
    settle { isPaid ? $0.amount : BudgetAmount() }
  }

  /// It was not sent after all.
  func release() { settle { _ in BudgetAmount() } }

  func completed(_ result: ModelResult) -> Charge {
    // A server that does not count is no reason for us not to.
    let counted =
      result.usage
      ?? TokenUsage(
        input: ask.input, output: result.items.reduce(0) { $0 + TokenEstimate.tokens(inItem: $1) })
    let cost = counted.cost ?? meter.price?.cost(of: counted)
    var charge = Charge(
      spending: Spending(requests: 1, usage: result.usage ?? TokenUsage(), cost: cost))
    guard let budget = meter.budget, let grant else { return charge }
    self.grant = nil
    let amount = BudgetAmount(
      requests: grant.amount.requests, tokens: max(0, counted.total), cost: cost ?? .zero)
    do throws(AgentError) {
      let spent = try budget.settle(grant, as: amount, cancellation)
      charge.warnings = Self.warnings(budget.rule, spent)
    } catch {
      charge.trouble = error
    }
    return charge
  }

  private func settle(_ amount: (BudgetGrant) -> BudgetAmount) {
    guard let budget = meter.budget, let grant else { return }
    self.grant = nil
    // What cannot be entered stays reserved, and is spent when this process has ended.
    _ = try? budget.settle(grant, as: amount(grant), cancellation)
  }

  private static func mayBePaid(status: Int?, isUnsent: Bool) -> Bool {
    !isUnsent && (status.map { (200..<300).contains($0) } ?? true)
  }

  private static func warnings(_ rule: BudgetRule, _ spent: BudgetAmount) -> [TurnMachine.Warning] {
    var warnings: [TurnMachine.Warning] = []
    func add(_ warning: TurnMachine.Warning?) {
      if var warning {
        warning.budget = rule.name
        warnings.append(warning)
      }
    }
    add(.init("requests", used: spent.requests, max: rule.requests))
    add(.init("tokens", used: spent.tokens, max: rule.tokens))
    add(.init("cost", used: spent.cost, max: rule.cost))
    return warnings
  }
}

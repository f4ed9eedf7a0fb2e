import AgentBudget
import AgentCore
import AgentJSON
import AgentSystem
import AgentTime

extension FuzzTarget {
  /// A `budgets.json`. It is read or refused; what is read is written so that it is read again, the dead do not give
  /// back what they had reserved, and nothing is granted beyond a limit.
  static let budget = FuzzTarget("budget") { input in
    guard let json = try? JSON(parsing: input) else { return }
    let ledger: BudgetLedger
    do throws(AgentError) {
      ledger = try BudgetLedger(parsing: json)
    } catch {
      return require([.badData, .config].contains(error.code), "a bad file is not \(error.code)")
    }
    let again = try? BudgetLedger(parsing: ledger.json)
    require(again?.accounts.keys.sorted() == ledger.accounts.keys.sorted(), "what is written is read")
    let now = Timestamp(milliseconds: 1_792_886_400_000)
    for (name, before) in ledger.accounts {
      let rule = BudgetRule(
        name: name, period: before.period, requests: 9, tokens: 5_000, cost: Money(dollars: 0.5))
      let account = ledger.account(of: rule, at: now, in: .utc) { _ in false }
      let hasEnded = before.span.end.map { now >= $0 } ?? false
      require(account.reservations.isEmpty, "the dead hold nothing")
      require(account.used == (hasEnded ? BudgetAmount() : before.used), "and give nothing back")
      let price = Money(picodollars: 1_000_000)
      let ask = BudgetAsk(input: 100, inputPrice: price, outputPrice: price)
      guard let grant = try? account.grant(ask, under: rule, id: "x") else { continue }
      let used = account.used + grant.amount
      require(used.requests <= 9 && used.tokens <= 5_000 && used.cost.dollars <= 0.5, "no limit is passed")
    }
  }
}

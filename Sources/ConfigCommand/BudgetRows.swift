import AgentBudget
import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTime

/// How the budgets stand: what is used up, of how much, and until when. Nothing is written.
struct BudgetRows {
  /// A member of the record of `status` for each.
  let records: [JSON]
  /// The same for people, each a name and a line.
  let lines: [[String]]

  init(_ configuration: Configuration, in context: CommandContext) throws(AgentError) {
    let rules = try BudgetRule.all(in: configuration)
    let ledger = rules.isEmpty ? BudgetLedger() : try BudgetFile(context.runtime).read()
    let zone = ZoneDirectory(environment: context.environment).systemZone()
    let rows = rules.map { rule in
      (rule, ledger.account(of: rule, at: context.clock.now(), in: zone, isRunning: \.isRunning))
    }
    records = rows.map { Self.record($0, $1) }
    lines = rows.map { ["budget \(Terminal.sanitized($0.name))", Self.line($0, $1)] }
  }

  private static func record(_ rule: BudgetRule, _ account: BudgetAccount) -> JSON {
    var limits = JSONObject()
    limits.append("requests", ifPresent: rule.requests.map(JSON.int))
    limits.append("tokens", ifPresent: rule.tokens.map(JSON.int))
    limits.append("cost_usd", ifPresent: rule.cost?.json)
    var record: JSONObject = [
      "name": .string(rule.name), "period": .string(rule.period.rawValue), "limits": .object(limits),
      "spent": .object(account.spent.members), "reserved": .object(account.reserved.members),
      "start": .string(account.span.start.description),
    ]
    record.append("renews", ifPresent: account.span.end.map { .string($0.description) })
    return .object(record)
  }

  private static func line(_ rule: BudgetRule, _ account: BudgetAccount) -> String {
    func part(_ used: String, _ limit: String?, _ unit: String) -> String {
      used + (limit.map { " of \($0)" } ?? "") + unit
    }
    let used = account.used
    let parts = [
      part("\(used.requests)", rule.requests.map(String.init), " requests"),
      part("\(used.tokens)", rule.tokens.map(String.init), " tokens"),
      part("\(used.cost)", rule.cost?.description, ""),
      account.reservations.isEmpty ? nil : "\(account.reservations.count) under way",
      account.span.end.map { "renewed at \($0)" } ?? "never renewed",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

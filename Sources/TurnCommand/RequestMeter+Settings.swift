import AgentBudget
import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSystem
import AgentTime
import AgentTurn

extension RequestMeter {
  /// The budget without which a turn is asked for.
  private static let noBudget = "none"

  /// The price of the model and the budget, as the settings say.
  /// - Throws: 78 where a budget is not defined, and where a limit on cost is asked for and nobody knows the price.
  init(_ configuration: Configuration, _ endpoint: TurnEndpoint, in context: CommandContext)
    throws(AgentError)
  {
    let isLocal = endpoint.provider == "local"
    let price = isLocal ? .free : try ModelPrices(configuration).price(of: endpoint.model)
    var budget: Budget?
    if let name = try configuration.string("budget"), !name.isEmpty, name != Self.noBudget {
      budget = Budget(
        try BudgetRule.named(name, in: configuration), BudgetFile(context.runtime),
        zone: ZoneDirectory(environment: context.environment).systemZone(), clock: context.clock)
    }
    self.init(price: price, budget: budget)
    if price != nil { return }
    if try configuration.money("max_cost") != nil { throw Self.unknownPrice(endpoint.model, "--max-cost") }
    if let rule = budget?.rule, rule.cost != nil {
      throw Self.unknownPrice(endpoint.model, "the budget '\(rule.name)'")
    }
  }

  private static func unknownPrice(_ model: String, _ limit: String) -> AgentError {
    let table = "{\(JSON.string(model).text):{\"input\":USD,\"output\":USD}}"
    return AgentError(
      .config, "the price of the model is not known, and \(limit) needs it",
      object: Terminal.sanitized(model),
      hint: "agent-config set prices \(table.quotedForShell), in US dollars for a million tokens")
  }
}

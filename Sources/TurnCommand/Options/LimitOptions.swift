import AgentJSON
import ArgumentParser

/// What bounds a turn.
struct LimitOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Model requests (default 100).", valueName: "n"))
  var maxRequests: Int?

  @Option(name: .long, help: ArgumentHelp("Tool calls (default 200).", valueName: "n"))
  var maxToolCalls: Int?

  @Option(name: .long, help: ArgumentHelp("Input and output tokens.", valueName: "n"))
  var maxTokens: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("US dollars; the model needs a price in the settings.", valueName: "usd"))
  var maxCost: Double?

  @Option(name: .long, help: ArgumentHelp("Time, such as 10m.", valueName: "time"))
  var maxTime: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Budget across turns, by its name in the settings; or none.", valueName: "name"))
  var budget: String?

  func validate() throws {
    let counts = [
      ("--max-requests", maxRequests), ("--max-tool-calls", maxToolCalls), ("--max-tokens", maxTokens),
    ]
    for (name, value) in counts where value.map({ $0 < 1 }) ?? false {
      throw ValidationError("\(name) must be above 0")
    }
    if let maxCost, !maxCost.isFinite || maxCost <= 0 {
      throw ValidationError("--max-cost must be above 0")
    }
    if budget?.isEmpty == true { throw ValidationError("--budget needs a name") }
  }

  var settings: JSONObject {
    var settings = JSONObject()
    settings.append("max_requests", ifPresent: maxRequests.map(JSON.int))
    settings.append("max_tool_calls", ifPresent: maxToolCalls.map(JSON.int))
    settings.append("max_tokens", ifPresent: maxTokens.map(JSON.int))
    settings.append("max_cost", ifPresent: maxCost.map { JSON($0) })
    settings.append("budget", ifPresent: budget.map(JSON.string))
    settings.append("max_time", ifPresent: maxTime.map(JSON.string))
    return settings
  }
}

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

  @Option(name: .long, help: ArgumentHelp("Time, such as 10m.", valueName: "time"))
  var maxTime: String?

  func validate() throws {
    let counts = [
      ("--max-requests", maxRequests), ("--max-tool-calls", maxToolCalls), ("--max-tokens", maxTokens),
    ]
    for (name, value) in counts where value.map({ $0 < 1 }) ?? false {
      throw ValidationError("\(name) must be above 0")
    }
  }

  var settings: JSONObject {
    var settings = JSONObject()
    settings.append("max_requests", ifPresent: maxRequests.map(JSON.int))
    settings.append("max_tool_calls", ifPresent: maxToolCalls.map(JSON.int))
    settings.append("max_tokens", ifPresent: maxTokens.map(JSON.int))
    settings.append("max_time", ifPresent: maxTime.map(JSON.string))
    return settings
  }
}

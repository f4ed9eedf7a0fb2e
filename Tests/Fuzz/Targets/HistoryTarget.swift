import AgentCore
import AgentJSON
import AgentModel
import AgentTurn

extension FuzzTarget {
  /// Events of a log, one a line: in what the model is shown every call is followed by its result, nothing
  /// else stands between, and no result is without its call; also after a budget has cut it.
  static let history = FuzzTarget("history") { input in
    var projection = ContextProjection()
    for line in input.split(separator: 0x0a) {
      guard let object = (try? JSON(parsing: line))?.object, let type = object["type"]?.string else {
        continue
      }
      projection.add(Event(type: type, payload: object))
    }
    checkCalls(projection.items)
    for limit in [0, 40, 400] {
      let fitted = ContextBudget(limit: limit).fit(projection.turns, fixed: 10)
      checkCalls(fitted.items)
      require(fitted.fits == (fitted.tokens <= limit), "what fits is below the limit")
      let request = ModelRequest(model: "m", instructions: "i", input: fitted.items)
      for dialect: any ModelDialect in [ResponsesDialect(), ChatDialect(isVendor: true)] {
        let body = dialect.body(for: request)
        let read = require("the request is JSON") { try JSON(parsing: body.bytes) }
        require(read == body, "the request reads as it was written")
      }
    }
  }

  private static func checkCalls(_ items: [JSON]) {
    var open: [JSON] = []
    var isAnswering = false
    for item in items {
      let type = item["type"]?.string ?? ""
      if type == "function_call_output" || type == "custom_tool_call_output" {
        isAnswering = true
        require(!open.isEmpty, "a result has its call")
        let call = open.removeFirst()
        require((call["call_id"]?.string ?? "") == (item["call_id"]?.string ?? ""), "results are in order")
        continue
      }
      let isCall = type == "function_call" || type == "custom_tool_call"
      if !isCall || isAnswering { require(open.isEmpty, "a call has its result before anything else") }
      isAnswering = false
      if isCall { open.append(item) }
    }
    require(open.isEmpty, "every call has its result")
  }
}

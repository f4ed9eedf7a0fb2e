import AgentCore
import AgentJSON

/// Wakeups, as agent-wake(1) tells them.
enum WakeRoutes {
  static let all: [Route] = [
    Route("GET", "/wakeups") { request, serving in
      let all = try request.flag("include_done")
      return .json(
        try serving.output(of: ["agent-wake", "list", "--format", "json"] + (all ? ["--all"] : [])))
    },
    Route("POST", "/wakeups", add),
    Route("POST", "/wakeups/{id}/cancel") { request, serving in
      let id = request.parameters["id"] ?? ""
      _ = try serving.output(of: ["agent-wake", "cancel", "--format", "json", "--", id])
      return .json(try show(id, serving))
    },
    Route("DELETE", "/wakeups/{id}") { request, serving in
      let id = request.parameters["id"] ?? ""
      let record = try show(id, serving)
      _ = try serving.output(of: ["agent-wake", "delete", "--format", "json", "--", id])
      return .json(record)
    },
  ]

  private static func show(_ id: String, _ serving: Serving) throws(AgentError) -> [UInt8] {
    try serving.output(of: ["agent-wake", "show", "--format", "json", "--", id])
  }

  /// Members that are options of `agent-wake add`. What it would run or write when the turn is done is not among
  /// them: that is for a person at a shell.
  static let options = [
    "cron": "--cron", "tz": "--tz", "title": "--title", "session": "--session", "model": "--model",
    "provider": "--provider", "workspace": "--workspace", "sandbox": "--sandbox", "tools": "--tools",
    "approve": "--approve", "max_time": "--max-time", "max_requests": "--max-requests",
    "max_tool_calls": "--max-tool-calls", "max_tokens": "--max-tokens", "max_cost": "--max-cost",
    "budget": "--budget", "catch_up": "--catch-up",
    "retries": "--retries", "until": "--until", "count": "--count", "jitter": "--jitter", "run_at": "--at",
  ]

  private static let add: Route.Body = { request, serving in
    let body = try BodyMembers(
      request, known: ["prompt", "delay_seconds", "interval_seconds"] + options.keys.sorted())
    let prompt = try body.text("prompt") ?? ""
    if prompt.allSatisfy(\.isWhitespace) { throw AgentError(.badRequest, "is blank", object: "prompt") }
    var command = ["agent-wake", "add", "--format", "json"] + (try body.options(options))
    if let delay = try body.seconds("delay_seconds") { command.append("--in=\(delay)") }
    if let interval = try body.seconds("interval_seconds") { command.append("--every=\(interval)") }
    return .json(try serving.output(of: command + ["-"], input: Array(prompt.utf8)), status: 201)
  }
}

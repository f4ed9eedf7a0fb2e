import AgentCore
import AgentJSON
import AgentModel
import AgentSession

extension TurnDriver {
  /// Sends a request and publishes the items of the answer, each when it is done.
  /// - Returns: the answer, what it cost where that is known, and the budget that may have made it short.
  func perform(_ request: ModelRequest, estimate: Int) throws(AgentError) -> (
    result: ModelResult, cost: Money?, cutter: String?
  ) {
    let number = machine.requests
    var request = request
    let account = try setup.meter.open(&request, estimate: estimate, cancellation)
    let cutter = account.cutter
    let body = model.body(for: request)
    do throws(AgentError) {
      try stream.announce(
        Event(
          .requestStarted,
          ["req": .int(number), "bytes": .int(body.count), "input_tokens_est": .int(estimate)]))
    } catch {
      account.release()
      throw error
    }
    items.beginAttempt()
    var rateLimit: JSON?
    let result: ModelResult
    do throws(AgentError) {
      result = try model.perform(
        request, body: body, cancellation: cancellation, sideEffects: hasSideEffects,
        onEvent: { (event) throws(AgentError) in
          if case .rateLimit(let value) = event { rateLimit = value }
          try self.publish(event)
        },
        onRetry: { (notice) throws(AgentError) in
          try account.broke(notice)
          try self.retry(notice)
        })
    } catch {
      account.failed(error)
      throw error
    }
    items.endAttempt()
    let charge = account.completed(result)
    usage = usage + charge.spending.usage
    cost = cost.map { $0 + (charge.spending.cost ?? .zero) } ?? charge.spending.cost
    for warning in charge.warnings { machine.warn(warning) }
    try stream.emit([requestCompleted(number, result, charge.spending.cost, rateLimit)])
    if let trouble = charge.trouble {
      try stream.emit([
        .notice("budget_unsettled", "the budget counts all that was reserved for the request: \(trouble)")
      ])
    }
    return (result, charge.spending.cost, cutter)
  }

  private func publish(_ event: ModelEvent) throws(AgentError) {
    switch event {
    case .delta(let index, let channel, let text):
      items.keep(channel, text)
      for piece in DeltaPieces(text) { try stream.announce(items.delta(at: index, channel, piece)) }
    case .itemDone(let index, let raw): try stream.emit([items.done(at: index, raw)])
    case .notice(let code, let message): try stream.emit([.notice(code, message)])
    case .started, .itemStarted, .usage, .rateLimit, .completed: break
    }
  }

  private func retry(_ notice: RetryNotice) throws(AgentError) {
    var payload: JSONObject = [
      "attempt": .int(notice.attempt), "max": .int(notice.max), "delay_ms": .int(notice.delayMilliseconds),
    ]
    payload.append("status", ifPresent: notice.status.map(JSON.int))
    payload.append("cause", .string(notice.cause))
    payload.append("retry_after", ifPresent: notice.retryAfterMilliseconds.map { JSON(Double($0) / 1000) })
    if !items.published.isEmpty { payload.append("void", .array(items.published.map(JSON.string))) }
    items.beginAttempt()
    try stream.emit([Event(.retry, payload)])
  }

  private func requestCompleted(_ number: Int, _ result: ModelResult, _ cost: Money?, _ rateLimit: JSON?)
    -> Event
  {
    var payload: JSONObject = [
      "req": .int(number), "status": .int(result.status), "ttft_ms": .int(result.firstTokenMilliseconds),
      "duration_ms": .int(result.durationMilliseconds), "usage": (result.usage ?? TokenUsage()).json,
    ]
    payload.append("cost_usd", ifPresent: cost?.json)
    payload.append("rate_limit", ifPresent: rateLimit)
    return Event(.requestCompleted, payload)
  }
}

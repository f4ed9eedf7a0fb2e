import AgentCore
public import AgentJSON
import AgentModel

extension TurnOutcome {
  /// How a turn ended, from what its log tells.
  /// - Parameters:
  ///   - payload: that of the terminal event.
  ///   - items: the turn's Responses items, in order.
  public init(ended payload: JSONObject, session: String, turn: Int, items: [JSON]) {
    let calls = ["function_call", "custom_tool_call", "function_call_output", "custom_tool_call_output"]
    let last = items.lastIndex { calls.contains($0["type"]?.string ?? "") }.map { $0 + 1 } ?? 0
    let answer = ItemView.answer(Array(items[last...]))
    self.init(
      session: session, turn: turn, text: answer.isEmpty ? payload["partial_text"]?.string ?? "" : answer,
      error: nil, stopReason: payload["stop_reason"]?.string, usage: payload["usage"] ?? TokenUsage().json,
      cost: Money(payload["cost_usd"]),
      requests: payload["requests"]?.int ?? 0, toolCalls: payload["tool_calls"]?.int ?? 0)
    guard let told = payload["error"] else { return }
    let status = payload["exit_code"]?.int.flatMap(Int32.init(exactly:))
    let error = AgentError(told: told, exit: status) ?? AgentError(.internalError, "the turn failed")
    fail(error, excused: status == 0 ? [error.exitCode] : [])
  }
}

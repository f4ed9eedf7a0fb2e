import AgentCore
import AgentJSON
import AgentModel
import AgentSession
import AgentSystem
import AgentTools

extension TurnDriver {
  /// Runs the calls of a response. Each has its `item.started` on disk before it begins and its result on
  /// disk before the model is told.
  func runTools(_ calls: [TurnMachine.Call]) throws(AgentError) -> TurnMachine.Action {
    let begun = calls.map { call in
      RunningCall(id: items.nextID(), call: call, description: tools.registry[call.tool]?.description)
    }
    hasSideEffects =
      hasSideEffects || begun.contains { ($0.description?.sideEffects ?? .read) != .read }
    try stream.emit(begun.map(\.started), durability: .power)
    let context = contextMaker()
    try tools.run(
      calls.map { ToolRunner.Request(callID: $0.callID, tool: $0.tool, arguments: $0.arguments) },
      context: context,
      onResults: { (results) throws(AgentError) in
        do throws(AgentError) {
          let events = results.map { done in
            var result = done.result
            result.output = self.model.redact(result.output)
            return begun[done.index].completed(result)
          }
          try self.stream.emit(events, durability: .power)
        } catch {
          // Nobody takes the results any more: the calls that still run end too.
          self.cancellation.cancel(.requested(error.message))
          throw error
        }
      })
    if let reason = cancellation.reason { return .fail(AgentError(reason)) }
    return machine.toolsFinished()
  }

  private func contextMaker() -> @Sendable (ToolRunner.Request, ToolDescription?) -> ToolContext {
    let setup = setup
    let cancellation = cancellation
    return { request, description in
      ToolContext(
        tree: setup.tree, runtime: setup.runtime, session: setup.session, callID: request.callID,
        environment: setup.toolEnvironment, cancellation: cancellation,
        deadline: .after(milliseconds: description?.timeout ?? setup.toolTimeout),
        outputLimit: setup.toolOutputLimit)
    }
  }
}

/// A call on its way: makes the two events of its life.
private struct RunningCall {
  let id: String
  let call: TurnMachine.Call
  let description: ToolDescription?

  private func item(status: String) -> JSONObject {
    [
      "id": .string(id), "type": .string(description?.itemType ?? "tool_call"),
      "call_id": .string(call.callID), "tool": .string(call.tool),
      "arguments": ItemView.arguments(call.arguments), "status": .string(status),
    ]
  }

  var started: Event { Event(.itemStarted, ["item": .object(item(status: "in_progress"))]) }

  func completed(_ result: ToolRunner.Result) -> Event {
    var item = item(status: result.succeeded ? "completed" : "failed")
    item.append("output", .string(result.output))
    item.append("duration_ms", .int(result.durationMilliseconds))
    if result.dropped > 0 { item.append("truncated", ["bytes": .int(result.dropped)]) }
    item.append(contentsOf: result.itemFields)
    let raw: JSON = [
      "type": "function_call_output", "call_id": .string(call.callID), "output": .string(result.output),
    ]
    return Event(.itemCompleted, ["item": .object(item), "raw": raw])
  }
}

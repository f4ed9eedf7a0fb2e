import AgentCore
import AgentJSON
import AgentModel
import AgentSession
import AgentSystem
import AgentTools

extension TurnDriver {
  /// Runs the calls of a response. Each has its `item.started` on disk before it begins and its result on
  /// disk before the model is told.
  func runTools(_ asked: [TurnMachine.Call]) throws(AgentError) -> TurnMachine.Action {
    // From here on a call of a tool that stands for another one is that other's.
    let calls = asked.map { call in
      let meant = tools.registry.meant(call.tool, call.arguments)
      return TurnMachine.Call(callID: call.callID, tool: meant.tool, arguments: meant.arguments)
    }
    let begun = calls.map { call in
      RunningCall(id: items.nextID(), call: call, description: tools.registry[call.tool]?.description)
    }
    try prepareTools(begun.compactMap(\.description?.name))
    hasSideEffects =
      hasSideEffects || begun.contains { ($0.description?.sideEffects ?? .read) != .read }
    try stream.emit(begun.map(\.started), durability: .power)
    let context = contextMaker()
    try tools.run(
      calls.map { ToolRunner.Request(callID: $0.callID, tool: $0.tool, arguments: $0.arguments) },
      context: context,
      onOutput: { (output) throws(AgentError) in
        try self.stream.announce(begun[output.index].delta(self.model.redact(output.text), output.offset))
      },
      onResults: { (results) throws(AgentError) in
        do throws(AgentError) {
          let events = results.map { done in
            var result = done.result
            result.output = self.model.redact(result.output)
            result.itemFields = self.model.redact(result.itemFields)
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

  /// What the calls stand on must be there before they are told to have begun.
  private func prepareTools(_ names: [String]) throws(AgentError) {
    for name in Set(names).sorted() { try tools.registry[name]?.prepare(setup.toolEnvironment) }
  }

  private func contextMaker()
    -> @Sendable (ToolRunner.Request, ToolDescription?, @escaping ToolContext.OutputHandler) -> ToolContext
  {
    let setup = setup
    let cancellation = cancellation
    return { request, description, onOutput in
      ToolContext(
        tree: setup.tree, runtime: setup.runtime, session: setup.session, callID: request.callID,
        environment: setup.toolEnvironment, cancellation: cancellation,
        deadline: .after(milliseconds: description?.timeout ?? setup.toolTimeout),
        outputLimit: setup.toolOutputLimit, onOutput: onOutput)
    }
  }
}

/// A call on its way: makes the two events of its life.
private struct RunningCall {
  let id: String
  let call: TurnMachine.Call
  let description: ToolDescription?

  private func item(status: String) -> JSONObject {
    let type = description?.itemType ?? "tool_call"
    let arguments = ItemView.arguments(call.arguments)
    var item: JSONObject = [
      "id": .string(id), "type": .string(type), "call_id": .string(call.callID), "tool": .string(call.tool),
      "arguments": arguments, "status": .string(status),
    ]
    if type == "command_execution" { item.append("command", ifPresent: arguments["command"]) }
    for member in description?.itemFields ?? [:] { item[member.key] = member.value }
    return item
  }

  func delta(_ text: String, _ offset: Int) -> Event {
    Event(
      .itemDelta,
      [
        "item_id": .string(id), "kind": "tool_output", "offset": .int(offset), "delta": .string(text),
      ])
  }

  var started: Event { Event(.itemStarted, ["item": .object(item(status: "in_progress"))]) }

  func completed(_ result: ToolRunner.Result) -> Event {
    var item = item(status: result.succeeded ? "completed" : "failed")
    // Codex's name for what a command printed.
    let output = description?.itemType == "command_execution" ? "aggregated_output" : "output"
    item.append(output, .string(result.output))
    item.append("duration_ms", .int(result.durationMilliseconds))
    let isTold = result.itemFields["truncated"] != nil
    if result.dropped > 0, !isTold { item.append("truncated", ["bytes": .int(result.dropped)]) }
    item.append(contentsOf: result.itemFields)
    let raw: JSON = [
      "type": "function_call_output", "call_id": .string(call.callID), "output": .string(result.output),
    ]
    return Event(.itemCompleted, ["item": .object(item), "raw": raw])
  }
}

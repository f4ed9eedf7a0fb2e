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
    // From here on a call of a tool that stands for another one is that other's.
    let meant = calls.map { call in
      let meant = tools.registry.meant(call.tool, call.arguments)
      return TurnMachine.Call(callID: call.callID, tool: meant.tool, arguments: meant.arguments)
    }
    let asked = try screen(meant).map { screened in
      RunningCall(
        id: items.nextID(), screened: screened, description: tools.registry[screened.call.tool]?.description)
    }
    try prepareTools(asked.compactMap(\.description?.name))
    let approvals = try approve(asked)
    if let denial = fatalDenial(approvals, asked) {
      try stream.emit(approvals.events + declined(approvals, asked, all: true), durability: .power)
      return .fail(denial)
    }
    let begun = asked.indices.filter { !approvals.isDenied($0) }.map { asked[$0] }
    hasSideEffects =
      hasSideEffects || begun.contains { ($0.description?.sideEffects ?? .read) != .read }
    try stream.emit(
      approvals.events + declined(approvals, asked, all: false) + begun.map(\.started), durability: .power)
    let context = contextMaker()
    var tails = begun.map { _ in model.secretTail }
    try tools.run(
      begun.map(\.request), context: context, filter: outputFilter(begun.map(\.screened)),
      onOutput: { (output) throws(AgentError) in
        guard let told = tails[output.index].take(output.text, at: output.offset) else { return }
        try self.stream.announce(begun[output.index].delta(told.text, told.offset))
      },
      onResults: { (results) throws(AgentError) in
        do throws(AgentError) {
          for (index, _) in results {
            guard let rest = tails[index].finish() else { continue }
            try self.stream.announce(begun[index].delta(rest.text, rest.offset))
          }
          let events = results.flatMap { done in
            var result = done.result
            result.output = self.model.redact(result.output)
            result.itemFields = self.model.redact(result.itemFields)
            return [begun[done.index].completed(result)] + self.items(besides: result)
          }
          try self.stream.emit(events, durability: .power)
        } catch {
          // Nobody takes the results any more: the calls that still run end too.
          self.cancellation.cancel(.requested(error.message))
          throw error
        }
      })
    if let reason = cancellation.reason { return .fail(AgentError(reason)) }
    try tellCallRemarks()
    return machine.toolsFinished()
  }

  /// What a call gives to those who follow the turn, which the model does not read.
  private func items(besides result: ToolRunner.Result) -> [Event] {
    result.items.map { given in
      var item: JSONObject = ["id": .string(items.nextID())]
      item.append(contentsOf: model.redact(given))
      return Event(.itemCompleted, ["item": .object(item)])
    }
  }

  /// What the calls stand on must be there before they are told to have begun.
  private func prepareTools(_ names: [String]) throws(AgentError) {
    for name in Set(names).sorted() { try tools.registry[name]?.prepare(setup.toolEnvironment) }
    try tellWeaknesses(names)
  }

  private func contextMaker()
    -> @Sendable (ToolRunner.Request, ToolDescription?, @escaping ToolContext.OutputHandler) -> ToolContext
  {
    let setup = setup
    let cancellation = cancellation
    let earlierTools = earlierTools
    let changes = changes
    let facts = turnFacts
    return { request, description, onOutput in
      var context = ToolContext(
        tree: setup.tree, runtime: setup.runtime, session: setup.session, callID: request.callID,
        environment: setup.toolEnvironment, cancellation: cancellation,
        deadline: .after(milliseconds: description?.timeout ?? setup.toolTimeout),
        outputLimit: setup.toolOutputLimit, onOutput: onOutput, changes: changes)
      context.earlierTools = earlierTools
      context.turnFacts = facts
      return context
    }
  }

  /// What the turns before this one called, as far as the model is shown them.
  private var earlierTools: Set<String> {
    Set(stream.context.turns.dropLast().lazy.flatMap { ItemView.calls($0.items).map(\.tool) })
  }
}

/// A call on its way: makes the two events of its life.
struct RunningCall {
  let id: String
  let screened: TurnDriver.Screened
  let description: ToolDescription?

  var call: TurnMachine.Call { screened.call }

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

  var request: ToolRunner.Request { TurnDriver.request(screened) }

  /// The result of a call that is not run: the model reads why.
  func declined(_ why: String) -> Event {
    var item = item(status: "declined")
    item.append(description?.itemType == "command_execution" ? "aggregated_output" : "output", .string(why))
    let raw: JSON = [
      "type": "function_call_output", "call_id": .string(call.callID), "output": .string(why),
    ]
    return Event(.itemCompleted, ["item": .object(item), "raw": raw])
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
    if !result.images.isEmpty { item.append("images", .array(result.images.map(ToolImageParts.summary))) }
    let raw: JSON = [
      "type": "function_call_output", "call_id": .string(call.callID),
      "output": ToolImageParts.output(result.output, result.images),
    ]
    return Event(.itemCompleted, ["item": .object(item), "raw": raw])
  }
}

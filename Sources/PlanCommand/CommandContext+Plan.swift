import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import AgentSession
import AgentSystem

/// What a change is called, in acknowledgements and in the runtime log.
enum PlanOperation: String {
  case create, add, check, uncheck, edit, rename, move, remove, clear, `import`

  var event: String {
    switch self {
    case .create: "plan.created"
    case .clear: "plan.cleared"
    default: "plan.changed"
    }
  }
}

extension CommandContext {
  var plans: PlanFile { PlanFile(runtime) }

  /// Makes a change, tells the runtime log of it and acknowledges each plan that it touched.
  func change(
    _ operation: PlanOperation, dryRun: Bool, as format: OutputFormat,
    _ change: (inout Planner) throws(AgentError) -> [Plan]
  ) throws(AgentError) -> ExitStatus {
    if dryRun {
      var planner = try plans.read()
      for plan in try change(&planner) {
        let state = "\(plan.name), \(plan.doneCount) of \(plan.entries.count) done"
        try tellRehearsal("would \(operation.rawValue): \(state)", format)
      }
      return .done
    }
    let changed = try self.changed(operation, change)
    guard format.isMachine else { return .done }
    let acks = changed.map { plan in
      Record.make(
        .ack,
        [
          "id": .string(plan.name), "op": .string(operation.rawValue), "entries": .int(plan.entries.count),
          "done": .int(plan.doneCount),
        ])
    }
    try print(records: acks, as: format)
    return .done
  }

  /// Makes a change and tells the runtime log of it.
  func changed(_ operation: PlanOperation, _ change: (inout Planner) throws(AgentError) -> [Plan])
    throws(AgentError) -> [Plan]
  {
    let (changed, isChanged) = try plans.update(change)
    if isChanged { for plan in changed { tell(operation, plan) } }
    return changed
  }

  private func tell(_ operation: PlanOperation, _ plan: Plan) {
    let isOver = plan.isDone && (operation == .check || operation == .edit)
    let event = Event(
      type: isOver ? "plan.completed" : operation.event,
      payload: [
        "plan": .string(plan.name), "op": .string(operation.rawValue), "entries": .int(plan.entries.count),
        "done": .int(plan.doneCount),
      ])
    RuntimeLog.tell(event, in: runtime, clock: clock) { diagnostics.note($0) }
  }
}

/// Plans for people.
enum PlanLines {
  static func heading(_ plan: Plan) -> String {
    "\(Terminal.sanitized(plan.name))  \(plan.doneCount)/\(plan.entries.count)"
  }

  static func entries(_ plan: Plan) -> [String] {
    let width = "\(plan.entries.count)".utf8.count
    return plan.entries.enumerated().flatMap { index, entry -> [String] in
      let number = String("\(index + 1)")
      let mark = entry.isDone ? "x" : entry.state == .doing ? ">" : " "
      let pad = String(repeating: " ", count: width - number.utf8.count)
      let line = "\(pad)\(number) [\(mark)] \(Terminal.sanitized(entry.title))"
      if entry.description.isEmpty { return [line] }
      let indent = String(repeating: " ", count: width + 5)
      let text = Terminal.sanitized(entry.description).split(omittingEmptySubsequences: false) {
        $0.isNewline
      }
      return [line] + text.map { indent + $0 }
    }
  }
}

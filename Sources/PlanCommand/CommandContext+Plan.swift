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
      for plan in try change(&planner) { try tellRehearsal(operation, plan, format) }
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

  /// The change is made by then, so a log that cannot be written is worth a line and no failure.
  private func tell(_ operation: PlanOperation, _ plan: Plan) {
    let isOver = plan.isDone && (operation == .check || operation == .edit)
    let event = Event(
      type: isOver ? "plan.completed" : operation.event,
      payload: [
        "plan": .string(plan.name), "op": .string(operation.rawValue), "entries": .int(plan.entries.count),
        "done": .int(plan.doneCount),
      ])
    do throws(AgentError) {
      try RuntimeLog(SessionStore(runtime, clock: clock)).append(event)
    } catch {
      diagnostics.note("the change is made, but not in the runtime log: \(error)")
    }
  }

  private func tellRehearsal(_ operation: PlanOperation, _ plan: Plan, _ format: OutputFormat)
    throws(AgentError)
  {
    let message = "would \(operation.rawValue): \(plan.name), \(plan.doneCount) of \(plan.entries.count) done"
    if format.isMachine {
      try output.record(
        .object(["type": "notice", "v": 1, "level": "info", "code": "dry_run", "message": .string(message)]))
    } else {
      diagnostics.note(message)
    }
  }

  /// Prints records in a machine format: one array, or one a line.
  func print(records: [JSON], as format: OutputFormat) throws(AgentError) {
    if format == .json {
      try output.record(.array(records))
    } else {
      for record in records { try output.record(record) }
    }
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

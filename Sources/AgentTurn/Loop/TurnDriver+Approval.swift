import AgentApproval
import AgentCore
import AgentJSON
import AgentSession
import AgentTools

extension TurnDriver {
  /// What was decided on the calls of a response.
  struct Approvals {
    /// By the place of the call; nil for one that cannot be judged, since it does not fit its schema.
    var decisions: [ApprovalDecision?]
    /// What is still to be told of them.
    var events: [Event]
    /// Whether a denial ends the turn.
    var isFatal = false

    func isDenied(_ index: Int) -> Bool { decisions[index].map { !$0.isAllowed } ?? false }
  }

  /// Decides on every call before any begins. What is settled without a question is told together with the
  /// beginning of the calls; a question is on disk before it is asked.
  func approve(_ calls: [RunningCall]) throws(AgentError) -> Approvals {
    var approvals = Approvals(decisions: [], events: [])
    for call in calls {
      if approvals.isFatal {
        // Nothing will run: nobody is asked about the rest.
        approvals.decisions.append(nil)
        continue
      }
      guard let (tool, arguments) = try? tools.check(call.request) else {
        // The model is told what is wrong with it; there is nothing to ask.
        approvals.decisions.append(nil)
        continue
      }
      let facts = ApprovalCall(
        tool, arguments, in: setup.tree, home: setup.toolEnvironment["HOME"])
      let id = "approval_\(call.id)"
      let decision: ApprovalDecision
      switch setup.approval.judge(facts, id: id, insisting: call.screened.demand) {
      case .settled(let settled):
        decision = settled
        approvals.events.append(requested(id, call, facts, reason: settled.reason))
      case .open(var question):
        let event = requested(id, call, facts, reason: question.reason)
        let appended = try stream.emit(approvals.events + [event], durability: .process)
        approvals.events = []
        question.line = appended.last?.line ?? []
        decision = try setup.approval.ask(question)
      }
      approvals.events.append(resolved(id, call, decision))
      approvals.decisions.append(decision)
      if !decision.isAllowed {
        denied += 1
        approvals.isFatal = decision.endsTurn || setup.onDenied == .fail
      }
    }
    return approvals
  }

  /// The denial that ends the turn, if one does.
  func fatalDenial(_ approvals: Approvals, _ calls: [RunningCall]) -> AgentError? {
    guard approvals.isFatal,
      let last = approvals.decisions.lastIndex(where: { $0.map { !$0.isAllowed } ?? false }),
      let decision = approvals.decisions[last]
    else { return nil }
    return ApprovalGate.error(decision, tool: calls[last].call.tool)
  }

  /// The results of calls that do not run: those that were denied, and the others where that ends the turn.
  func declined(_ approvals: Approvals, _ calls: [RunningCall], all: Bool) -> [Event] {
    zip(calls, approvals.decisions).compactMap { call, decision in
      if let decision, !decision.isAllowed {
        return call.declined("Denied: \(decision.reason ?? "it is not allowed").")
      }
      return all ? call.declined("Not run: another call of the same response was denied.") : nil
    }
  }

  /// Tells once of each lack in what confines the tools that are about to run.
  func tellWeaknesses(_ names: [String]) throws(AgentError) {
    let weaknesses = Set(names.compactMap { tools.registry[$0]?.weakness })
    for weakness in weaknesses.subtracting(toldWeaknesses).sorted() {
      toldWeaknesses.insert(weakness)
      if setup.isStrict {
        throw AgentError(.sandbox, weakness, object: "agent-sandbox", hint: "leave out --strict to go on")
      }
      try stream.emit([.notice("sandbox_incomplete", weakness)])
    }
  }

  private func requested(_ id: String, _ call: RunningCall, _ facts: ApprovalCall, reason: String?) -> Event {
    var payload: JSONObject = [
      "id": .string(id), "item_id": .string(call.id), "tool": .string(facts.tool), "args": facts.arguments,
    ]
    payload.append("reason", .string(reason ?? "every call is judged"))
    return Event(.approvalRequested, payload)
  }

  private func resolved(_ id: String, _ call: RunningCall, _ decision: ApprovalDecision) -> Event {
    var payload: JSONObject = [
      "id": .string(id), "item_id": .string(call.id),
      "decision": .string(decision.isAllowed ? "allow" : "deny"),
      "by": .string(decision.source.rawValue),
    ]
    payload.append("rule", ifPresent: decision.rule.map(JSON.string))
    if !decision.isAllowed { payload.append("reason", ifPresent: decision.reason.map(JSON.string)) }
    return Event(.approvalResolved, payload)
  }
}

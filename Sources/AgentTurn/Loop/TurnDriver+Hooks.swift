import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTools

/// Where a turn asks the user's hooks: agent-hooks(5).
extension TurnDriver {
  /// Milliseconds that a hook gets once the turn has been stopped by a signal.
  private static let haste = 1000
  /// Hooks may send the model on so often before the turn ends all the same.
  private static let mostStops = 8

  // MARK: - Before the turn

  /// Asks about the session and the message, of which nothing is written yet. What they tell the model becomes part
  /// of the message.
  /// - Throws: when the message is refused.
  func admit() throws(AgentError) {
    if hooks.hooks.isEmpty { return }
    let (point, source): (HookPoint, JSON) =
      setup.forkedFrom != nil
      ? (.sessionForked, "resume")
      : setup.isResumed ? (.sessionLoaded, "resume") : (.sessionCreated, "startup")
    var facts: JSONObject = ["source": source, "model": .string(setup.model)]
    facts.append("forked_from", ifPresent: setup.forkedFrom.map(JSON.string))
    var outcomes = [hooks.ask(point, facts, cancellation: cancellation)]
    if !setup.input.isEmpty {
      outcomes.append(
        hooks.ask(.messageSubmitBefore, Self.facts(of: setup.input), cancellation: cancellation))
    }
    for outcome in outcomes {
      setup.notices += outcome.notices.map(Self.notice)
      try check(outcome, .messageSubmitBefore)
    }
    let words = outcomes.compactMap(\.contextText)
    if !words.isEmpty {
      setup.input = ContextPlacement.inserting(
        [InputItem.text(words.joined(separator: "\n"))], into: setup.input)
    }
    requests = RequestBuilder(setup, tools: tools.registry)
  }

  /// Asks when the turn has begun, and about the messages that had been waiting for it.
  func begun() throws(AgentError) {
    if hooks.hooks.isEmpty { return }
    if let title = setup.title { try stream.emit([Event(.sessionRenamed, ["title": .string(title)])]) }
    if !setup.input.isEmpty { try ask(.messageSubmitAfter, Self.facts(of: setup.input)) }
    try admit(setup.waiting)
    try ask(.turnBefore, ["turn": .int(setup.turn), "origin": .string(setup.origin.rawValue)])
  }

  /// Asks about messages that came through the queue. They are in the log by now: one that is refused is void, and
  /// no later turn shows it to a model either.
  func admit(_ inputs: [QueuedInput]) throws(AgentError) {
    for input in inputs where input.interrupt == nil {
      let facts = Self.facts(of: ContextProjection.items(of: input))
      let outcome = hooks.ask(.messageSubmitBefore, facts, cancellation: cancellation)
      try stream.emit(outcome.notices.map(Self.notice))
      if outcome.veto != nil || outcome.stop != nil { refusedInputs.append(input.id) }
      try check(outcome, .messageSubmitBefore)
      if let words = outcome.contextText { try stream.emit([contextItem(words)]) }
      try ask(.messageSubmitAfter, facts)
    }
  }

  // MARK: - In the turn

  /// Asks at a point where the answer is yes or no.
  /// - Throws: when it is no.
  @discardableResult
  func ask(_ point: HookPoint, _ facts: JSONObject = [:]) throws(AgentError) -> HookRunner.Outcome {
    if !hooks.asks(at: point) { return HookRunner.Outcome() }
    let outcome = hooks.ask(point, facts, cancellation: cancellation)
    try stream.emit(outcome.notices.map(Self.notice))
    try check(outcome, point)
    return outcome
  }

  /// A call, as the hooks before it left it.
  struct Screened {
    var call: TurnMachine.Call
    /// Why it is not to run.
    var refusal: String?
    /// Why somebody must approve it, whatever the rules say.
    var demand: String?
    /// What the model is told with its result.
    var context: String?
  }

  /// Asks about calls before any of them runs. Those that cannot run anyway are passed over.
  func screen(_ calls: [TurnMachine.Call]) throws(AgentError) -> [Screened] {
    var screened = calls.map { Screened(call: $0) }
    for (index, call) in calls.enumerated() where hooks.asks(around: call.tool) {
      guard let (_, arguments) = try? tools.check(Self.request(screened[index])) else { continue }
      let verdict = hooks.before(
        HookRunner.Call(id: call.callID, tool: call.tool, arguments: arguments), cancellation: cancellation)
      try stream.emit(verdict.notices.map(Self.notice))
      if let stop = verdict.stop { throw Self.refusal(stop, .toolCallBefore) }
      if let reason = cancellation.reason { throw AgentError(reason) }
      if verdict.arguments != arguments {
        screened[index].call = TurnMachine.Call(
          callID: call.callID, tool: call.tool, arguments: verdict.arguments.text)
      }
      screened[index].context = verdict.context
      screened[index].refusal = verdict.refusal
      if verdict.permission == .ask { screened[index].demand = "a hook says to ask" }
    }
    return screened
  }

  static func request(_ screened: Screened) -> ToolRunner.Request {
    let call = screened.call
    return ToolRunner.Request(
      callID: call.callID, tool: call.tool, arguments: call.arguments, refusal: screened.refusal)
  }

  /// What is done with the output of a call: the hooks behind it add to it, on the thread of the call.
  func outputFilter(_ screened: [Screened]) -> ToolRunner.OutputFilter? {
    if hooks.hooks.isEmpty { return nil }
    let (hooks, cancellation, remarks) = (hooks, cancellation, callRemarks)
    let contexts = screened.map(\.context)
    return { index, request, arguments, output in
      var words = [contexts[index]].compactMap(\.self)
      if hooks.asks(around: request.tool) {
        let said = hooks.after(
          HookRunner.Call(id: request.callID, tool: request.tool, arguments: arguments), output.text,
          succeeded: output.succeeded, cancellation: cancellation)
        remarks.update { remarks in
          remarks.notices += said.notices
          remarks.stop = remarks.stop ?? said.stop
        }
        if let context = said.context, !context.isEmpty { words.append(context) }
      }
      if words.isEmpty { return output }
      var output = output
      let separator = output.text.isEmpty || output.text.hasSuffix(bytes: "\n") ? "" : "\n"
      output.text += separator + words.joined(separator: "\n")
      return output
    }
  }

  /// Tells what the hooks behind the calls of a response said to the user.
  func tellCallRemarks() throws(AgentError) {
    let remarks = callRemarks.withLock { remarks in
      defer { remarks = CallRemarks() }
      return remarks
    }
    try stream.emit(remarks.notices.map(Self.notice))
    if let stop = remarks.stop { throw Self.refusal(stop, .toolCallAfter) }
  }

  /// What they said while calls ran beside one another.
  struct CallRemarks {
    var notices: [String] = []
    var stop: String?
  }

  // MARK: - At the end

  /// Asks whether the turn may end well.
  /// - Returns: how it goes on where it may not; the model has been told why.
  func stopping(_ reason: String) throws(AgentError) -> TurnMachine.Action? {
    guard hooks.asks(at: .turnStop), reason != "finish_requested" else { return nil }
    let outcome = hooks.ask(
      .turnStop,
      [
        "stop_hook_active": .bool(stops > 0), "stop_reason": .string(reason),
        "last_assistant_message": .string(answer),
      ], cancellation: cancellation)
    try stream.emit(outcome.notices.map(Self.notice))
    if let reason = cancellation.reason { throw AgentError(reason) }
    guard let words = outcome.veto, outcome.stop == nil, let hook = outcome.reports.last?.hook.name else {
      return nil
    }
    stops += 1
    if stops > Self.mostStops {
      try stream.emit([Self.notice("hook \(hook) has said no \(Self.mostStops) times; the turn ends now")])
      return nil
    }
    try stream.emit([contextItem(DataElement.text(.hookContext, attributes: [("hook", hook)], words))])
    return machine.inputTaken()
  }

  /// Asks when all is over. The last event is written: what goes wrong now is for whoever called.
  func after(_ outcome: inout TurnOutcome) {
    if hooks.hooks.isEmpty { return }
    var facts: JSONObject = [
      "turn": .int(outcome.turn), "exit_code": .int(Int(outcome.exitCode.rawValue)),
      "last_assistant_message": .string(outcome.text), "usage": outcome.usage,
    ]
    facts.append("stop_reason", ifPresent: outcome.stopReason.map(JSON.string))
    facts.append("error", ifPresent: outcome.error?.payload)
    let limit = cancellation.isCancelled ? Self.haste : .max
    for (point, facts): (HookPoint, JSONObject) in [
      (.turnAfter, facts), (.sessionClosed, ["reason": "other"]),
    ] {
      // Not ours: that one may be raised already.
      let said = hooks.ask(point, facts, limit: limit, cancellation: Cancellation())
      outcome.remarks += said.notices
    }
  }

  // MARK: - Words

  private func check(_ outcome: HookRunner.Outcome, _ point: HookPoint) throws(AgentError) {
    if let why = outcome.stop ?? outcome.veto { throw Self.refusal(why, point) }
    if let reason = cancellation.reason { throw AgentError(reason) }
  }

  private static func refusal(_ why: String, _ point: HookPoint) -> AgentError {
    AgentError(.approvalDenied, "a hook says no: \(why)", object: point.rawValue)
  }

  private static func notice(_ message: String) -> Event { .notice("hook", message) }

  /// Something that the model is told in the course of the turn, kept in the log.
  private func contextItem(_ text: String) -> Event {
    let id = items.nextID()
    return Event(
      .itemCompleted,
      [
        "item": ["id": .string(id), "type": "context", "source": "hook", "text": .string(text)],
        "raw": InputItem.user(text),
      ])
  }

  private static func facts(of input: [JSON]) -> JSONObject {
    let texts = InputText.all(in: input)
    return ["prompt": .string(texts.last ?? ""), "message": .array(texts.map(JSON.string))]
  }
}

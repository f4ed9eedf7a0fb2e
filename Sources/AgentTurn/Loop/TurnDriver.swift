import AgentBudget
public import AgentCore
import AgentFiles
import AgentJSON
public import AgentModel
import AgentSession
public import AgentSystem
public import AgentTools

/// Does what a ``TurnMachine`` says: sends requests, runs tools, writes every event.
///
/// Whatever happens, exactly one terminal event follows `turn.started`.
public final class TurnDriver {
  var setup: TurnSetup
  let stream: TurnStream
  let model: ModelClient
  var requests: RequestBuilder
  let tools: ToolRunner
  let cancellation: Cancellation
  let hooks: HookRunner
  let callRemarks = Monitor(CallRemarks())
  /// Queued messages that a hook refused.
  var refusedInputs: [String] = []
  /// How often a hook has kept the turn from ending.
  var stops = 0
  var machine: TurnMachine
  var items: ResponseItems
  var usage = TokenUsage()
  /// Of the requests whose cost is known.
  var cost: Money?
  /// The answer of the newest response that had no calls.
  var answer = ""
  /// Whether a call that may have changed something has been started.
  var hasSideEffects = false
  /// Calls that were denied.
  var denied = 0
  /// What has been told of what is missing of the tools' confinement.
  var toldWeaknesses: Set<String> = []
  /// What the turn's calls change, for `agent-session undo`.
  let changes: ChangeRecorder?
  private var toldOfTrimming = false
  private let started = Deadline.monotonicNow()

  /// - Parameter history: the session so far, without this turn.
  public init(
    _ setup: TurnSetup, log: any TurnLog, history: ContextProjection, model: ModelClient, tools: ToolRegistry,
    observer: any TurnObserver, cancellation: Cancellation
  ) {
    self.setup = setup
    self.model = model
    self.tools = ToolRunner(tools)
    hooks = HookRunner(
      setup.hooks,
      HookRunner.Scene(
        session: setup.session, workspace: setup.tree.workspace, runtime: setup.runtime.path,
        transcript: setup.transcript, environment: setup.toolEnvironment,
        writable: setup.tree.writable?.directories ?? [], redact: { model.redact($0) }))
    if setup.approval.mode == .hook {
      self.setup.approval = setup.approval.asking(HookApprover(hooks, cancellation))
    }
    requests = RequestBuilder(setup, tools: tools)
    self.cancellation = cancellation
    stream = TurnStream(log: log, turn: setup.turn, context: history, observer: observer, clock: setup.clock)
    changes = log.isKept ? ChangeRecorder(setup.tree, runtime: setup.runtime) : nil
    machine = TurnMachine(limits: setup.limits)
    items = ResponseItems(turn: setup.turn)
    machine.spend(
      requests: setup.spent.requests, tokens: setup.spent.usage.total, cost: setup.spent.cost ?? .zero)
    usage = setup.spent.usage
    cost = setup.spent.cost
  }

  /// Runs the turn to its end.
  /// - Throws: only what happened before `turn.started` was in the log, or kept the terminal event out of
  ///   it; every other failure is in the outcome.
  public func run() throws(AgentError) -> TurnOutcome {
    var outcome = try runToEnd()
    after(&outcome)
    startSteps(after: outcome)
    return outcome
  }

  private func runToEnd() throws(AgentError) -> TurnOutcome {
    if let maximum = setup.maxTime { cancellation.cancel(.deadline, afterMilliseconds: maximum) }
    try admit()
    let beginning = [threadStarted, requests.turnStarted] + setup.waiting.map(\.taken) + setup.notices
    let begun = try stream.begin(beginning, known: setup.lastSequence, waiting: setup.waiting)
    setup.waiting += begun.late
    var action = begun.failure.map(TurnMachine.Action.fail) ?? start(begun.late)
    while true {
      do throws(AgentError) {
        for warning in machine.takeWarnings() { try stream.announce(event(for: warning)) }
        switch action {
        case .request: action = try respond()
        case .run(let calls): action = try runTools(calls)
        case .fail(let error): return try fail(error)
        case .finish(let reason):
          if let next = try stopping(reason) {
            action = next
            continue
          }
          if let outcome = try complete(reason) { return outcome }
          action = try takeInput(nowIdle: true) ?? machine.inputTaken()
        }
      } catch {
        return try fail(error)
      }
    }
  }

  // MARK: - Steps

  /// - Parameter late: input that came while the turn was being opened.
  private func start(_ late: [QueuedInput]) -> TurnMachine.Action {
    do throws(AgentError) {
      try begun()
      return heed(late) ?? machine.begin()
    } catch {
      return .fail(error)
    }
  }

  private func respond() throws(AgentError) -> TurnMachine.Action {
    if let action = try takeInput(nowIdle: false) { return action }
    try gatherContext()
    let fitted = requests.fit(stream.context)
    let droppedTurns = stream.context.unreadTurns + fitted.droppedTurns
    if droppedTurns + fitted.elidedOutputs > 0, !toldOfTrimming {
      toldOfTrimming = true
      try stream.emit([
        .notice(
          "context_trimmed",
          "left out \(droppedTurns) old turns and \(fitted.elidedOutputs) old tool outputs",
          level: "info")
      ])
    }
    let request = requests.request(fitted.items)
    try ask(
      .requestBefore,
      [
        "req": .int(machine.requests), "model": .string(setup.model), "provider": .string(setup.provider),
        "input_tokens": .int(fitted.tokens),
      ])
    let (result, cost, cutter) = try perform(request, estimate: fitted.tokens)
    try ask(
      .requestAfter,
      [
        "req": .int(machine.requests), "status": .int(result.status),
        "stop_reason": .string(result.stopReason), "usage": (result.usage ?? TokenUsage()).json,
      ])
    let refusal = result.items.lazy.compactMap(ItemView.refusal(ofMessage:)).first
    let calls = ItemView.calls(result.items)
    if calls.isEmpty { answer = ItemView.answer(result.items) }
    if result.stopReason == "max_output_tokens", setup.limits.acceptsCutAnswers {
      let limit = setup.maxOutputTokens.map(String.init) ?? "so many"
      try stream.emit([.notice("answer_cut", "the answer was cut at \(limit) tokens (--max-output-tokens)")])
    }
    return machine.responded(
      TurnMachine.Response(
        calls: calls, stopReason: result.stopReason, refusal: refusal, tokens: result.usage?.total ?? 0,
        cost: cost ?? .zero, cutter: cutter))
  }

  /// Takes what was queued while the turn ran; an interrupt decides what comes next.
  private func takeInput(nowIdle: Bool) throws(AgentError) -> TurnMachine.Action? {
    let inputs = try stream.takeInput(always: nowIdle)
    if !hooks.hooks.isEmpty { try admit(inputs) }
    return heed(inputs)
  }

  private func heed(_ inputs: [QueuedInput]) -> TurnMachine.Action? {
    for input in inputs {
      switch input.interrupt {
      case .stop: return .fail(AgentError(.requested(input.text ?? "")))
      case .finish: return .finish(stopReason: "finish_requested")
      case nil: continue
      }
    }
    if let reason = cancellation.reason { return .fail(AgentError(reason)) }
    return nil
  }

  // MARK: - Ends

  /// nil when there is input to be taken first.
  private func complete(_ reason: String) throws(AgentError) -> TurnOutcome? {
    var payload = totals
    payload.append("stop_reason", .string(reason))
    payload.append("exit_code", 0)
    var outcome = outcome
    outcome.stopReason = reason
    let ended = try stream.finish(
      Event(.turnCompleted, payload), outcome, unlessInputWaits: reason != "finish_requested")
    guard ended else { return nil }
    // The terminal event is in the log; that it could not be printed itself still decides how the process
    // ends.
    outcome.error = stream.outputFailure
    return outcome
  }

  private func fail(_ error: AgentError) throws(AgentError) -> TurnOutcome {
    var error = error.code == .interrupted ? withReason(error) : error
    if hasSideEffects, error.code.isTransient { error.exitOverride = .unavailable }
    let partial = items.partialText.isEmpty ? answer : items.partialText
    var outcome = outcome
    if outcome.text.isEmpty { outcome.text = partial }
    outcome.fail(error, excused: setup.excused)
    var payload: JSONObject = ["error": error.payload]
    payload.append(contentsOf: totals)
    if !partial.isEmpty { payload.append("partial_text", .string(partial)) }
    let void = (items.isOpen ? items.published : []) + refusedInputs
    if !void.isEmpty { payload.append("void", .array(void.map(JSON.string))) }
    payload.append("exit_code", .int(Int(outcome.exitCode.rawValue)))
    try stream.fail(Event(.turnFailed, payload), outcome)
    return outcome
  }

  /// An interruption by a signal, in the words of who sent it: they are in the queue by then.
  private func withReason(_ error: AgentError) -> AgentError {
    // A log that cannot be read or written is told by the terminal event.
    guard let inputs = try? stream.takeInterrupts(), case .signal? = cancellation.reason,
      let reason = inputs.last(where: { $0.interrupt == .stop })?.text
    else { return error }
    return AgentError(.requested(reason))
  }

  private var outcome: TurnOutcome {
    TurnOutcome(
      session: setup.session, turn: setup.turn, text: answer, error: nil, stopReason: nil, usage: usage.json,
      cost: cost, requests: machine.requests, toolCalls: machine.toolCalls)
  }

  private var totals: JSONObject {
    var totals: JSONObject = ["usage": usage.json]
    totals.append("cost_usd", ifPresent: cost?.json)
    totals.append("requests", .int(machine.requests))
    totals.append("tool_calls", .int(machine.toolCalls))
    totals.append("denied", .int(denied))
    totals.append("duration_ms", .int((Deadline.monotonicNow() - started) / 1_000_000))
    return totals
  }

  // MARK: - Events

  private var threadStarted: Event {
    var payload: JSONObject = [
      "thread_id": .string(setup.session), "resumed": .bool(setup.isResumed),
    ]
    payload.append("forked_from", ifPresent: setup.forkedFrom.map(JSON.string))
    payload.append("cwd", .string(setup.workingDirectory))
    payload.append("model", .string(setup.model))
    payload.append("provider", .string(setup.provider))
    payload.append("tools", .array(tools.registry.names.map(JSON.string)))
    payload.append("limits", .object(limits))
    payload.append("version", .string(setup.version))
    return Event(.threadStarted, payload)
  }

  var limits: JSONObject {
    var limits = JSONObject()
    limits.append("context_tokens", ifPresent: setup.contextTokens.map(JSON.int))
    limits.append("requests", ifPresent: setup.limits.requests.map(JSON.int))
    limits.append("tool_calls", ifPresent: setup.limits.toolCalls.map(JSON.int))
    limits.append("tokens", ifPresent: setup.limits.tokens.map(JSON.int))
    limits.append("cost_usd", ifPresent: setup.limits.cost?.json)
    limits.append("budget", ifPresent: (setup.meter.budget?.rule.name).map(JSON.string))
    limits.append("time_ms", ifPresent: setup.maxTime.map(JSON.int))
    return limits
  }

  private func event(for warning: TurnMachine.Warning) -> Event {
    var payload: JSONObject = [
      "limit": .string(warning.limit), "used": warning.used, "max": warning.max,
    ]
    payload.append("budget", ifPresent: warning.budget.map(JSON.string))
    return Event(.limitWarning, payload)
  }
}

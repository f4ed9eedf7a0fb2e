import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTools
import AgentTurn

/// `--loop`: turns as they come on standard input, in one process, so that what the tools keep alive (an
/// interpreter, a server) lasts from one to the next. Everything else is as in a process for each: the context is
/// read from the session's log each time.
///
/// A turn that fails ends with its event, and the loop goes on. SIGINT is for the turn that runs, the other signals
/// are for the loop.
final class TurnLoop {
  private let command: TurnRoot
  private let context: CommandContext
  private let settings: TurnSettings
  private let store: SessionStore
  private let queue = LoopQueue()
  private let ownInput: OwnInput
  /// The plan of the last turn, which holds the tools.
  private var plan: TurnPlan?
  /// How many turns ended badly, and lines were of no use.
  private var failures = 0
  private let badLines = Monitor(0)

  init(_ command: TurnRoot, in context: CommandContext) throws(AgentError) {
    self.command = command
    self.context = context
    try command.requireLoopOptions()
    ownInput = OwnInput { [output = context.output] in try? output.line($0.line) }
    settings = try TurnSettings(command, in: context)
    store = SessionStore(context.runtime, clock: context.clock) { [diagnostics = context.diagnostics] in
      diagnostics.note($0)
    }
  }

  func run() throws -> ExitStatus {
    let endpoint = try settings.endpoint(command.model, in: context, context.cancellation, describing: false)
    let queue = queue
    context.cancellation.onCancel { _ in queue.stop() }
    context.interrupts.take { queue.interrupt(.signal(2)) }
    defer { plan?.finish() }
    LoopReader(
      queue, store, ownInput, context.output, limit: command.input.stdinMax, strict: command.input.strict,
      bad: badLines
    ).start()
    while true {
      switch queue.next(idle: command.loop.idleMilliseconds) {
      case .turn(let turn, let cancellation):
        if let status = serve(turn, cancellation, endpoint) { return status }
      case .end:
        try context.output.flush()
        return failures + badLines.withLock { $0 } == 0 ? .done : .partial
      case .stopped:
        return context.cancellation.reason.map { AgentError($0).exitCode } ?? .internalError
      }
    }
  }

  /// Runs a turn to its end.
  /// - Returns: how the process ends, where it does.
  private func serve(_ turn: LoopTurn, _ cancellation: Cancellation, _ endpoint: TurnEndpoint) -> ExitStatus?
  {
    let token = context.cancellation.onCancel { cancellation.cancel($0) }
    defer {
      context.cancellation.removeHandler(token)
      // Ends the threads that still wait for it, such as that of the turn's time.
      cancellation.cancel(.requested(""))
    }
    let failure: AgentError?
    var isTold = true
    do {
      let outcome = try run(turn, cancellation, endpoint)
      failure = outcome.error
    } catch {
      failure = AgentError(wrapping: error)
      isTold = false
    }
    for input in queue.closed() { keep(input, queue.session) }
    guard let failure else { return nil }
    failures += 1
    if !isTold { tell(failure, turn) }
    if failure.code == .outputClosed { return .brokenPipe }
    if failure.object == "standard output" { return failure.exitCode }
    return context.cancellation.reason.map { AgentError($0).exitCode }
  }

  private func run(_ turn: LoopTurn, _ cancellation: Cancellation, _ endpoint: TurnEndpoint) throws
    -> TurnOutcome
  {
    var command = command
    command.input.prompt = turn.prompt.isEmpty ? [] : [turn.prompt]
    command.input.file = turn.files
    command.input.image = turn.images
    command.input.noStdin = true
    command.session.resume = turn.resumes
    if let session = turn.session ?? queue.session {
      command.session.session = session
      command.session.continueLatest = false
      command.session.fork = false
      if turn.session == nil { command.session.title = nil }
    }
    let target = try SessionTarget(command.session, in: store)
    let input = try TurnInput(command, settings, in: context, cancellation).gather(resuming: turn.resumes)
    var plan = try TurnPlan(command, settings, endpoint, input, in: context, after: self.plan)
    self.plan = plan
    plan.setup.requestID = turn.id
    let opened = try SessionOpening(
      command.session, target, store, plan: plan, title: command.title(of: input), in: context, cancellation,
      ownInput: ownInput
    ).open()
    guard case .turn(let opened) = opened else {
      throw AgentError(.internalError, "a loop does not queue turns")
    }
    for input in queue.opened(opened.session) { keep(input, opened.session) }
    return try opened.run(
      observer: EventPrinter(context.output, deltas: command.result.deltas), cancellation: cancellation)
  }

  /// Puts input into the queue of a session, from which its turn takes it.
  private func keep(_ input: QueuedInput, _ session: String?) {
    do throws(AgentError) {
      guard let session else { throw AgentError(.sessionMissing, "no turn has begun that could take it") }
      try ownInput.append { try SessionLog(session, store: store).append([input.event], durability: .power) }
    } catch {
      var error = error
      error.object = error.object ?? "input \(input.id)"
      try? context.output.record(error.record)
    }
  }

  /// The terminal event of a turn that could not begin.
  private func tell(_ error: AgentError, _ turn: LoopTurn) {
    var payload: JSONObject = [:]
    payload.append("request_id", ifPresent: turn.id.map(JSON.string))
    payload.append("error", error.payload)
    payload.append("exit_code", .int(Int(error.exitCode.rawValue)))
    try? context.output.line(
      EventEncoder.encode(
        Event(.turnFailed, payload), at: .none, time: context.clock.now(), session: nil, turn: nil))
  }
}

import AgentCLI
import AgentCore
import AgentModel
import AgentSession
import AgentSystem
import AgentTools
import AgentTurn

/// Opens the session of a turn: makes it, waits for it, queues or forks, as `--lock` says.
struct SessionOpening {
  enum Opened {
    case turn(OpenedTurn)
    /// Another turn runs, and will take the input.
    case queued(AppendedEvent)
  }

  private let options: SessionOptions
  private let target: SessionTarget
  private let store: SessionStore
  private let plan: TurnPlan
  private let title: String?
  private let context: CommandContext
  private let cancellation: Cancellation
  private let ownInput: OwnInput
  private let key: IdempotencyKey?

  init(
    _ options: SessionOptions, _ target: SessionTarget, _ store: SessionStore, plan: TurnPlan, title: String?,
    in context: CommandContext, _ cancellation: Cancellation, ownInput: OwnInput = OwnInput(),
    key: IdempotencyKey? = nil
  ) {
    self.options = options
    self.target = target
    self.store = store
    self.plan = plan
    self.title = title
    self.context = context
    self.cancellation = cancellation
    self.ownInput = ownInput
    self.key = key
  }

  func open() throws(AgentError) -> Opened {
    switch target {
    case .ephemeral:
      let plan = try plan.fitting(after: ContextProjection(), cancellation)
      let log = EphemeralTurnLog(
        session: SessionID.make(at: context.clock.now()), blobs: store.blobs, clock: context.clock)
      return .turn(OpenedTurn(plan, log: log, turn: 1, history: ContextProjection()))
    case .new:
      var plan = try plan.fitting(after: ContextProjection(), cancellation)
      // A message that a hook may refuse must not be what the session is called.
      let isJudged = !plan.setup.hooks[.messageSubmitBefore].isEmpty
      if isJudged { plan.setup.title = title }
      let id = try store.create(title: isJudged ? nil : title, workingDirectory: context.workingDirectory)
      return try turn(plan, in: id, holding: TurnLock.acquire(id, in: store))
    case .existing(let id):
      if options.fork { return try fork(id) }
      return try openExisting(id)
    }
  }

  private func openExisting(_ id: String) throws(AgentError) -> Opened {
    switch options.lock {
    case .wait(let milliseconds):
      return try turn(plan, in: id, holding: acquire(id, milliseconds))
    case .fail:
      return try turn(plan, in: id, holding: acquire(id, 0))
    case .queue: return try queue(id)
    case .fork:
      do {
        return try turn(plan, in: id, holding: acquire(id, 0))
      } catch {
        guard error.code == .sessionBusy else { throw error }
        return try fork(id)
      }
    }
  }

  private func acquire(_ id: String, _ milliseconds: Int) throws(AgentError) -> TurnLock {
    try TurnLock.acquire(id, in: store, patience: milliseconds, cancellation)
  }

  private func fork(_ id: String) throws(AgentError) -> Opened {
    let copy = try store.fork(id, workingDirectory: context.workingDirectory)
    if let title = options.title { try store.rename(copy, to: title) }
    return try turn(plan, in: copy, holding: TurnLock.acquire(copy, in: store), forkedFrom: id)
  }

  /// Appends the input first; whoever has the turn, now or next, takes it.
  private func queue(_ id: String) throws(AgentError) -> Opened {
    try key?.intend(id, after: SessionHistory(id, in: store, window: 0).lastSequence)
    let input = QueuedInput(
      id: key?.inputID ?? "q_\(RandomBytes.hex(6))", text: nil, items: plan.setup.input)
    let appended = try SessionLog(id, store: store).append([input.event], durability: .power)
    do {
      let lock = try acquire(id, 0)
      var plan = plan
      plan.setup.input = []
      return try turn(plan, in: id, holding: lock)
    } catch {
      guard error.code == .sessionBusy, let event = appended.first else { throw error }
      return .queued(event)
    }
  }

  private func turn(
    _ plan: TurnPlan, in id: String, holding lock: consuming TurnLock, forkedFrom: String? = nil
  ) throws(AgentError) -> Opened {
    let history = try SessionHistory(
      id, in: store, window: plan.setup.historyWindow, keeping: ContextProjection.reads)
    if history.damagedCount > 0 {
      context.diagnostics.damage(
        "\(id): \(history.damagedCount) damaged records are left out (see 'agent-session fsck \(id)')")
    }
    if options.resume { try requireFailure(id, history) }
    let projection = ContextProjection(history, blobs: store.blobs)
    var plan = try plan.fitting(after: projection, cancellation)
    plan.setup.session = id
    plan.setup.turn = history.lastTurn + 1
    plan.setup.isResumed = history.lastTurn > 0
    plan.setup.forkedFrom = forkedFrom
    plan.setup.transcript = store.path(id)
    plan.setup.waiting = history.untakenInputs
    plan.setup.lastSequence = history.lastSequence
    plan.setup.idempotencyKey = key?.name
    if options.lock != .queue { try key?.intend(id, after: history.lastSequence) }
    let log = SessionTurnLog(
      SessionLog(id, store: store), turn: plan.setup.turn, holding: lock, ownInput: ownInput)
    let turn = OpenedTurn(plan, log: log, turn: plan.setup.turn, history: projection)
    if plan.compactsItself, RequestBuilder(plan.setup, tools: plan.tools).needsCompaction(of: projection) {
      turn.wholeHistory = { [store] () throws(AgentError) in try ContextProjection(whole: id, in: store) }
    }
    return .turn(turn)
  }

  /// `--resume` goes on only where something was left: a turn that failed, or input that none has taken.
  private func requireFailure(_ id: String, _ history: SessionHistory) throws(AgentError) {
    let last = history.lastEnding
    if last == .turnFailed || !history.untakenInputs.isEmpty { return }
    throw AgentError(
      .badData, last == nil ? "has no turn to go on with" : "the last turn ended well", object: id,
      hint: "give a prompt without --resume")
  }
}

/// A turn that may start.
final class OpenedTurn {
  var session: String { log.session }
  private let plan: TurnPlan
  private let log: any TurnLog
  private let history: ContextProjection
  /// Set where the conversation has to be summed up first: all of it, also what the turn would not read.
  var wholeHistory: (() throws(AgentError) -> ContextProjection)?

  init(_ plan: TurnPlan, log: any TurnLog, turn: Int, history: ContextProjection) {
    var plan = plan
    plan.setup.session = log.session
    plan.setup.turn = turn
    self.plan = plan
    self.log = log
    self.history = history
  }

  func run(observer: any TurnObserver, cancellation: Cancellation) throws(AgentError) -> TurnOutcome {
    plan.setup.control?.attach(cancellation) { [log] (input) throws(AgentError) in try log.queue(input) }
    var plan = plan
    let history = try compacted(&plan.setup, observer, cancellation)
    return try TurnDriver(
      plan.setup, log: log, history: history, model: plan.client, tools: plan.tools, observer: observer,
      cancellation: cancellation
    ).run()
  }

  /// The history, summed up where it would not fit. A summary that cannot be had is a notice: the turn goes on with
  /// what fits.
  private func compacted(
    _ setup: inout TurnSetup, _ observer: any TurnObserver, _ cancellation: Cancellation
  ) throws(AgentError) -> ContextProjection {
    guard let wholeHistory else { return history }
    if let maximum = setup.maxTime { cancellation.cancel(.deadline, afterMilliseconds: maximum) }
    do {
      let compaction = SessionCompaction(
        setup, plan.client, tools: plan.tools, log: log, observer: observer, cancellation: cancellation)
      guard let done = try compaction.run(try wholeHistory(), .context) else { return history }
      setup.spent = setup.spent + done.spending
      return done.context
    } catch {
      if cancellation.isCancelled || error.code == .outputClosed || error.code == .io { throw error }
      setup.notices.append(
        .notice("compaction_failed", "the session could not be summed up: \(error.message)"))
      return history
    }
  }
}

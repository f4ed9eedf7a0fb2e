public import AgentCore
import AgentJSON
import AgentSession
import AgentSystem

/// One event on its way out.
public struct EmittedEvent: Sendable {
  public let event: Event
  /// The encoded line without its newline.
  public let line: [UInt8]
  public let isDurable: Bool

  public init(event: Event, line: [UInt8], isDurable: Bool) {
    self.event = event
    self.line = line
    self.isDurable = isDurable
  }
}

/// Receives a turn's events as they happen.
public protocol TurnObserver: AnyObject {
  /// Whether `item.delta` events are worth making.
  var wantsDeltas: Bool { get }
  /// Called for every event, in order. Throwing ends the turn: nobody listens any more.
  func receive(_ event: EmittedEvent) throws(AgentError)
  /// Hands over what is given as a whole: of a turn that went well just before its terminal event is written,
  /// so that the event tells whether it could be handed over. Nobody can add to the session meanwhile: it must
  /// not wait long for a reader. Throwing fails the turn; that is handed over again then, behind its event.
  func deliver(_ outcome: TurnOutcome) throws(AgentError)
}

/// Puts events in the log and hands them on, and keeps the context up to date with them.
final class TurnStream {
  let log: any TurnLog
  let turn: Int
  private(set) var context: ContextProjection
  private let observer: any TurnObserver
  private let clock: Clock
  /// The first failure of the observer; from then on events go to the log alone.
  private(set) var outputFailure: AgentError?
  /// The sequence number of the newest durable event that was handed on.
  private var lastTold = 0

  init(log: any TurnLog, turn: Int, context: ContextProjection, observer: any TurnObserver, clock: Clock) {
    self.log = log
    self.turn = turn
    self.context = context
    self.observer = observer
    self.clock = clock
    log.ownInput.hold()
  }

  deinit { log.ownInput.release() }

  /// Writes durable events and hands them on. A failing output does not keep them from the log.
  @discardableResult
  func emit(_ events: [Event], durability: Durability = .process) throws(AgentError) -> [AppendedEvent] {
    if events.isEmpty { return [] }
    let appended = try log.append(events, turn: turn, durability: durability)
    handOn(appended)
    if let outputFailure { throw outputFailure }
    return appended
  }

  /// Writes a turn's first events, the beginning of the thread outside the turn and the rest in it, synced.
  /// - Parameters:
  ///   - known: the newest event of the session when it was read.
  ///   - waiting: the inputs that the events take.
  /// - Returns: the failure of the output, if there was one, since the turn has begun all the same; and the inputs
  ///   that were queued meanwhile, which are part of the context now.
  func begin(_ events: [Event], known: Int, waiting: [QueuedInput]) throws(AgentError) -> (
    failure: AgentError?, late: [QueuedInput]
  ) {
    let opening = try log.append(Array(events.prefix(1)), turn: nil, durability: .process)
    let isNext = opening.first?.sequence == known + 1
    handOn(opening)
    let (appended, late) = try log.begin(
      Array(events.dropFirst()), turn: turn, known: isNext ? known + 1 : -1, waiting: Set(waiting.map(\.id)))
    for input in late { context.add(input.event) }
    handOn(appended)
    return (outputFailure, late)
  }

  /// Hands on an event that is in no log.
  func announce(_ event: Event) throws(AgentError) {
    log.publish(event)
    handOn([])
    let isWanted = event.type != EventType.itemDelta.rawValue || observer.wantsDeltas
    if isWanted, outputFailure == nil {
      let line = EventEncoder.encode(
        event, at: .after(max(log.lastSequence, lastTold)), time: clock.now(), session: log.session,
        turn: turn)
      deliver(EmittedEvent(event: event, line: line, isDurable: false))
    }
    if let outputFailure { throw outputFailure }
  }

  /// Takes what other processes have queued; the inputs are part of the context afterwards.
  /// - Parameter always: looks even when nobody else seems to have written.
  func takeInput(always: Bool) throws(AgentError) -> [QueuedInput] {
    let (inputs, taken) = try log.takeInput(turn: turn, always: always)
    for input in inputs { context.add(input.event) }
    handOn(taken)
    if let outputFailure { throw outputFailure }
    return inputs
  }

  /// Takes the requests to interrupt the turn, as its end approaches.
  func takeInterrupts() throws(AgentError) -> [QueuedInput] {
    let (inputs, taken) = try log.takeInterrupts(turn: turn)
    for input in inputs { context.add(input.event) }
    handOn(taken)
    return inputs
  }

  /// Hands the outcome over and writes the terminal event; false when there is input to be taken first.
  func finish(_ event: Event, _ outcome: TurnOutcome, unlessInputWaits: Bool) throws(AgentError) -> Bool {
    let appended = try log.finish(
      event, turn: turn, unlessInputWaits: unlessInputWaits,
      delivering: { () throws(AgentError) in try observer.deliver(outcome) })
    if let appended { handOn([appended]) }
    return appended != nil
  }

  /// Writes the terminal event of a turn that failed, and hands its outcome over.
  ///
  /// That the output fails too changes nothing any more: the event has told how the process ends.
  func fail(_ event: Event, _ outcome: TurnOutcome) throws(AgentError) {
    let appended = try log.finish(
      event, turn: turn, unlessInputWaits: false, delivering: { () throws(AgentError) in })
    if let appended { handOn([appended]) }
    try? observer.deliver(outcome)
  }

  /// With what another thread of ours has queued by now, in the order of the log.
  private func handOn(_ appended: [AppendedEvent]) {
    for one in appended { context.add(one.event) }
    let own = log.ownInput.take()
    let all = own.isEmpty ? appended : (own + appended).sorted { $0.sequence < $1.sequence }
    for one in all {
      lastTold = one.sequence
      deliver(EmittedEvent(event: one.event, line: one.line, isDurable: true))
    }
  }

  private func deliver(_ event: EmittedEvent) {
    guard outputFailure == nil else { return }
    do {
      try observer.receive(event)
    } catch {
      outputFailure = error
    }
  }
}

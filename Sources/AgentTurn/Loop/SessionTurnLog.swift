public import AgentCore
public import AgentSession
import AgentSystem

/// A turn in a session that is kept.
public final class SessionTurnLog: TurnLog {
  private let log: SessionLog
  /// The same log for input that comes over the control channel: to ``log`` it is another writer's.
  private let inbox: SessionLog
  /// Given back when the terminal event is in the log.
  private let lock: HeldTurnLock
  /// nil where it cannot be made: nothing is lost without it.
  private let live: LiveFile?
  public let ownInput: OwnInput

  public init(
    _ log: SessionLog, turn: Int, holding lock: consuming TurnLock, ownInput: OwnInput = OwnInput()
  ) {
    self.log = log
    self.ownInput = ownInput
    inbox = SessionLog(log.id, store: log.store)
    self.lock = HeldTurnLock(lock)
    live = try? LiveFile(log.id, turn: turn, store: log.store)
  }

  deinit { live?.finish() }

  public var session: String { log.id }
  public var isKept: Bool { true }
  public var lastSequence: Int { log.lastSequence }

  public func append(_ events: [Event], turn: Int?, durability: Durability) throws(AgentError)
    -> [AppendedEvent]
  {
    live?.flush()
    return try log.append(events, turn: turn, durability: durability)
  }

  public func begin(_ events: [Event], turn: Int, known: Int, waiting: Set<String>) throws(AgentError) -> (
    appended: [AppendedEvent], late: [QueuedInput]
  ) {
    try log.transaction(turn: turn, durability: .power) { (transaction) throws(AgentError) in
      let late =
        transaction.lastSequence == known
        ? [] : try transaction.untakenInputs().filter { !waiting.contains($0.id) }
      return (try transaction.append(events + late.map(\.taken)), late)
    }
  }

  public func publish(_ event: Event) { live?.publish(event, after: log.lastSequence) }

  public func takeInput(turn: Int, always: Bool) throws(AgentError) -> (
    inputs: [QueuedInput], taken: [AppendedEvent]
  ) {
    guard always || log.hasForeignEvents else { return ([], []) }
    return try take(turn) { _ in true }
  }

  public func takeInterrupts(turn: Int) throws(AgentError) -> (inputs: [QueuedInput], taken: [AppendedEvent])
  {
    try take(turn) { $0.interrupt != nil }
  }

  public func queue(_ input: QueuedInput) throws(AgentError) {
    try ownInput.append { try inbox.append([input.event], durability: .power) }
  }

  private func take(_ turn: Int, _ isWanted: (QueuedInput) -> Bool) throws(AgentError) -> (
    inputs: [QueuedInput], taken: [AppendedEvent]
  ) {
    live?.flush()
    return try log.transaction(turn: turn, durability: .power) { (transaction) throws(AgentError) in
      let inputs = try transaction.untakenInputs().filter(isWanted)
      return (inputs, inputs.isEmpty ? [] : try transaction.append(inputs.map(\.taken)))
    }
  }

  public func finish(
    _ event: Event, turn: Int, unlessInputWaits: Bool, delivering: () throws(AgentError) -> Void
  ) throws(AgentError) -> AppendedEvent? {
    try log.transaction(turn: turn, durability: .power) { (transaction) throws(AgentError) in
      if unlessInputWaits, try !transaction.untakenInputs().isEmpty { return nil }
      try delivering()
      live?.flush()
      let appended = try transaction.append([event])
      live?.finish()
      lock.release()
      return appended.first
    }
  }
}

/// A turn lock that can be given back before its owner goes. Used by one thread, the driver's.
private final class HeldTurnLock: @unchecked Sendable {
  private var lock: TurnLock?

  init(_ lock: consuming TurnLock) { self.lock = consume lock }

  func release() { lock = nil }
}

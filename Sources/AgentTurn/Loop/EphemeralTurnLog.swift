public import AgentCore
public import AgentSession
public import AgentSystem

/// A turn of which nothing is kept: its events are numbered and encoded like any others, and only printed.
public final class EphemeralTurnLog: TurnLog {
  public let session: String
  public var isKept: Bool { false }
  private let blobs: BlobStore
  private let clock: Clock
  private let last = Monitor(0)
  private let waiting = Monitor<[QueuedInput]>([])
  public let ownInput = OwnInput()

  public init(session: String, blobs: BlobStore, clock: Clock) {
    self.session = session
    self.blobs = blobs
    self.clock = clock
  }

  public var lastSequence: Int { last.withLock { $0 } }

  public func append(_ events: [Event], turn: Int?, durability: Durability) throws(AgentError)
    -> [AppendedEvent]
  {
    var appended: [AppendedEvent] = []
    for event in events {
      let sequence = last.withLock { (number: inout Int) -> Int in
        number += 1
        return number
      }
      let line = try EventLine.encode(
        event, sequence: sequence, time: clock.now(), session: session, turn: turn, blobs: blobs)
      appended.append(AppendedEvent(event: event, sequence: sequence, line: line))
    }
    return appended
  }

  /// What has been queued waits elsewhere than in the events.
  public func begin(_ events: [Event], turn: Int, known: Int, waiting: Set<String>) throws(AgentError) -> (
    appended: [AppendedEvent], late: [QueuedInput]
  ) {
    (try append(events, turn: turn, durability: .none), [])
  }

  public func publish(_ event: Event) {}

  public func queue(_ input: QueuedInput) throws(AgentError) {
    try ownInput.append { try append([input.event], turn: nil, durability: .none) }
    waiting.update { $0.append(input) }
  }

  public func takeInput(turn: Int, always: Bool) throws(AgentError) -> (
    inputs: [QueuedInput], taken: [AppendedEvent]
  ) {
    try take(turn) { _ in true }
  }

  public func takeInterrupts(turn: Int) throws(AgentError) -> (inputs: [QueuedInput], taken: [AppendedEvent])
  {
    try take(turn) { $0.interrupt != nil }
  }

  private func take(_ turn: Int, _ isWanted: (QueuedInput) -> Bool) throws(AgentError) -> (
    inputs: [QueuedInput], taken: [AppendedEvent]
  ) {
    let inputs = waiting.withLock { waiting in
      let inputs = waiting.filter(isWanted)
      waiting.removeAll(where: isWanted)
      return inputs
    }
    return (inputs, try append(inputs.map(\.taken), turn: turn, durability: .none))
  }

  public func finish(
    _ event: Event, turn: Int, unlessInputWaits: Bool, delivering: () throws(AgentError) -> Void
  ) throws(AgentError) -> AppendedEvent? {
    if unlessInputWaits, waiting.withLock({ !$0.isEmpty }) { return nil }
    try delivering()
    return try append([event], turn: turn, durability: .none).first
  }
}

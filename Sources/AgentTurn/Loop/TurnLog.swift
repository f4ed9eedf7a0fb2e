public import AgentCore
public import AgentSession

/// Where a turn's durable events go: a session's log, or nowhere but the stream (`--ephemeral`).
public protocol TurnLog: Sendable {
  var session: String { get }
  /// Whether anything outlives the turn.
  var isKept: Bool { get }
  /// The sequence number of the newest durable event this process knows of.
  var lastSequence: Int { get }
  /// Appends in one step and returns each event with its line.
  func append(_ events: [Event], turn: Int?, durability: Durability) throws(AgentError) -> [AppendedEvent]
  /// Appends the first events of a turn, synced, and takes what has been queued since the session was read, in the
  /// same step: behind the beginning of a turn nobody looks for it any more.
  /// - Parameters:
  ///   - known: the newest event that was read, and that which this process has appended since.
  ///   - waiting: the ids of inputs that the events take already.
  func begin(_ events: [Event], turn: Int, known: Int, waiting: Set<String>) throws(AgentError) -> (
    appended: [AppendedEvent], late: [QueuedInput]
  )
  /// Shows an event that is not durable to other processes that follow the session.
  func publish(_ event: Event)
  /// Takes the input that is waiting: each `input.taken` is in the log when this returns. Unless `always`, a
  /// log that nobody else has written to is not read.
  func takeInput(turn: Int, always: Bool) throws(AgentError) -> (
    inputs: [QueuedInput], taken: [AppendedEvent]
  )
  /// Puts input into the queue from another thread, while the turn runs.
  func queue(_ input: QueuedInput) throws(AgentError)
  /// What this process has put there, which the turn's stream tells.
  var ownInput: OwnInput { get }
  /// Takes the requests to interrupt that are waiting, and leaves other input to the next turn.
  func takeInterrupts(turn: Int) throws(AgentError) -> (inputs: [QueuedInput], taken: [AppendedEvent])
  /// Appends the terminal event and gives the turn back, both under one hold of the log lock. With
  /// `unlessInputWaits`, nothing is written and nil returned when there is input to be taken first.
  /// - Parameter delivering: hands the answer over when it is certain that the event is the next; when it
  ///   throws, nothing is written.
  func finish(
    _ event: Event, turn: Int, unlessInputWaits: Bool, delivering: () throws(AgentError) -> Void
  ) throws(AgentError) -> AppendedEvent?
}

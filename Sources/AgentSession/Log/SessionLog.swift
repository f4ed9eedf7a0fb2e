public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// The log of one session, for those who add to it: agent-session(5).
///
/// Appending is safe from any number of threads and processes; it costs the same in a log of any size.
public final class SessionLog: Sendable {
  public let id: String
  public let store: SessionStore
  private let log: EventLog
  private let state = Monitor(State())

  private struct State {
    var lastSequence = 0
    /// The length of the file after our last append; anything else means that others wrote.
    var knownLength: Int?
    /// Whether others had written before one of our appends since input was last looked for.
    var isBehind = false
  }

  /// The session need not exist yet when this is made; appending to one that does not is 66.
  public init(_ id: String, store: SessionStore) {
    self.id = id
    self.store = store
    log = store.eventLog(id)
  }

  /// The sequence number of the newest event that this object has appended or seen; 0 before.
  public var lastSequence: Int { state.withLock { $0.lastSequence } }

  /// Whether other processes have appended since input was last looked for through this object: cheap, for
  /// asking between two steps of a turn.
  public var hasForeignEvents: Bool {
    let (length, isBehind) = state.withLock { ($0.knownLength, $0.isBehind) }
    if isBehind { return true }
    guard let known = length, let status = try? Files.status(store.path(id))
    else { return true }
    return Int(status.st_size) != known
  }

  /// Appends the events, in one write, and returns each with its place when they are as durable as asked.
  @discardableResult
  public func append(_ events: [Event], turn: Int? = nil, durability: Durability = .process)
    throws(AgentError) -> [AppendedEvent]
  {
    try transaction(turn: turn, durability: durability) { (transaction) throws(AgentError) in
      try transaction.append(events)
    }
  }

  /// Runs `body` under one hold of the log lock: what it sees of the log is still so when its events are in.
  ///
  /// The end of a turn is one: ``LogTransaction/untakenInputs()`` is looked at, and only if there is none is
  /// the terminal event appended.
  public func transaction<Result>(
    turn: Int?, durability: Durability = .process,
    _ body: (inout LogTransaction) throws(AgentError) -> Result
  ) throws(AgentError) -> Result {
    try log.withLock { (open) throws(AgentError) in
      state.withLock { if let known = $0.knownLength, known != open.size { $0.isBehind = true } }
      defer { remember(open) }
      var transaction = LogTransaction(open, turn: turn, durability: durability, log: self)
      return try body(&transaction)
    }
  }

  /// What others have written is known.
  func caughtUp() { state.withLock { $0.isBehind = false } }

  private func remember(_ open: OpenLog) {
    state.withLock {
      $0.lastSequence = max($0.lastSequence, open.lastSequence)
      $0.knownLength = open.size
    }
  }
}

/// A session log while nobody else can append to it.
public struct LogTransaction {
  private let open: OpenLog
  private let turn: Int?
  private let durability: Durability
  private let log: SessionLog

  init(_ open: OpenLog, turn: Int?, durability: Durability, log: SessionLog) {
    self.open = open
    self.turn = turn
    self.durability = durability
    self.log = log
  }

  public var lastSequence: Int { open.lastSequence }

  /// Input that was queued and not taken, oldest first.
  public func untakenInputs() throws(AgentError) -> [QueuedInput] {
    let inputs = try SessionHistory.untakenInputs(
      in: ReverseReader(descriptor: open.descriptor, length: open.size, path: log.store.path(log.id)))
    log.caughtUp()
    return inputs
  }

  /// Appends in one write; the lines are in the file when this returns.
  @discardableResult
  public mutating func append(_ events: [Event]) throws(AgentError) -> [AppendedEvent] {
    try open.append(events, turn: turn, durability: durability, opening: [SessionStore.emptyCreation])
  }
}

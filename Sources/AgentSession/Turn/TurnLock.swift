public import AgentCore
public import AgentSystem
import Glibc

/// The right to run a turn in a session, held for the whole turn: `locks/ID.turn`.
///
/// The file says who has it. Whoever gets the lock finishes what a killed holder has left: the terminal
/// event of its turn.
public struct TurnLock: ~Copyable, Sendable {
  private let lock: FileLock
  public let id: String
  /// The event that was written for a turn whose process had been killed, if there was one.
  public let repaired: AppendedEvent?

  private init(lock: consuming FileLock, id: String, repaired: AppendedEvent?) {
    self.lock = lock
    self.id = id
    self.repaired = repaired
  }

  // The file is emptied while the lock is held; the lock itself ends with the descriptor.
  deinit { ftruncate(lock.descriptor, 0) }

  /// Waits for the lock until `deadline` (nil: for ever); a deadline that has passed tries once.
  /// - Throws: `session_busy` (75) with the holder's pid, `session_missing` (66).
  public static func acquire(_ id: String, in store: SessionStore, until deadline: Deadline? = nil)
    throws(AgentError) -> TurnLock
  {
    guard let lock = try take(id, store, deadline) else { throw busy(id, store) }
    let holder = TurnHolder.current(at: store.clock.now())
    try system { () throws(SystemError) in try lock.write(holder.text) }
    // Nobody runs a turn now: what is live was left by a process that was killed.
    for stale in store.liveFiles(id) { try? Files.remove(stale) }
    let killed = try finishKilledTurn(id, store)
    return TurnLock(lock: lock, id: id, repaired: killed)
  }

  /// The bare lock for who removes or rewrites the session; 75 when a turn runs.
  static func acquireForRemoval(_ id: String, in store: SessionStore) throws(AgentError) -> FileLock {
    guard let lock = try take(id, store, .after(milliseconds: 0)) else { throw busy(id, store) }
    return lock
  }

  private static func take(_ id: String, _ store: SessionStore, _ deadline: Deadline?)
    throws(AgentError) -> FileLock?
  {
    try store.requireSession(id)
    try store.runtime.prepare(.locks)
    do {
      let lock = try FileLock.acquire(store.turnLockPath(id), until: deadline)
      if !Files.exists(store.path(id)) {
        try? lock.unlinkFile()
        try store.requireSession(id)
      }
      return lock
    } catch let error as AgentError {
      throw error
    } catch {
      guard let error = error as? SystemError else { throw AgentError(wrapping: error) }
      if error.number == ETIMEDOUT { return nil }
      throw AgentError(error)
    }
  }

  static func busy(_ id: String, _ store: SessionStore) -> AgentError {
    let holder = TurnHolder.read(store.turnLockPath(id))
    return AgentError(
      .sessionBusy, "a turn is running" + (holder.map { " (\($0.description))" } ?? ""), object: id,
      hint: "try again later, or 'agent-session interrupt \(id)'")
  }

  private static func finishKilledTurn(_ id: String, _ store: SessionStore) throws(AgentError)
    -> AppendedEvent?
  {
    guard let open = try SessionHistory.openTurn(in: ReverseReader(path: store.path(id))) else { return nil }
    let log = SessionLog(id, store: store)
    return try log.append([TurnTotals.killed(open.records)], turn: open.turn, durability: .power).first
  }
}

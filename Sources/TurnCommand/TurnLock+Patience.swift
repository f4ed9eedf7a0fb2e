import AgentCore
import AgentSession
import AgentSystem

extension TurnLock {
  /// Waits in steps, so that a signal is seen.
  /// - Throws: 75 when another turn runs still after so many milliseconds.
  static func acquire(
    _ id: String, in store: SessionStore, patience milliseconds: Int, _ cancellation: Cancellation
  ) throws(AgentError) -> TurnLock {
    let deadline = Deadline.after(milliseconds: milliseconds)
    while true {
      do {
        return try acquire(id, in: store, until: min(deadline, .after(milliseconds: 100)))
      } catch {
        guard error.code == .sessionBusy, !deadline.hasPassed else { throw error }
        if let reason = cancellation.reason { throw AgentError(reason) }
      }
    }
  }
}

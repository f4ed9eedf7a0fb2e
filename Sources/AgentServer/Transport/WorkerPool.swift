import AgentCore
import AgentSystem

/// Runs what blocks, on threads of which there are never more than a number: those that answer requests, and
/// those that wait for turns, which may be long and must not hold up the others.
final class WorkerPool: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var threads = 0
  }

  private let state = Monitor(State())
  private let threadLimit: Int
  private let waitingLimit: Int

  init(threads: Int, waiting: Int) {
    threadLimit = threads
    waitingLimit = waiting
  }

  /// - Throws: `overloaded` when too much is waiting already.
  func run(_ work: @escaping @Sendable () -> Void) throws(AgentError) {
    let (isTaken, isNew) = state.withLock { state -> (Bool, Bool) in
      if state.threads < threadLimit {
        state.threads += 1
        return (true, true)
      }
      if state.waiting.count >= waitingLimit { return (false, false) }
      state.waiting.append(work)
      return (true, false)
    }
    if !isTaken {
      throw AgentError(
        .overloaded, "too many requests wait already", status: 503, retryAfterMilliseconds: 1000)
    }
    if isNew { Thread.start { [self] in live(work) }.detach() }
  }

  private func live(_ work: @Sendable () -> Void) {
    work()
    while true {
      let next = state.withLock { state -> (@Sendable () -> Void)? in
        if state.waiting.isEmpty {
          state.threads -= 1
          return nil
        }
        return state.waiting.removeFirst()
      }
      guard let next else { return }
      next()
    }
  }
}

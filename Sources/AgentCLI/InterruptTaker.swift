import AgentSystem

/// Who takes SIGINT where it does not end the process: a loop of turns, in which it ends the turn that runs.
public final class InterruptTaker: Sendable {
  private let handler = Monitor<(@Sendable () -> Void)?>(nil)

  public init() {}

  /// From now on SIGINT calls `handler`, on the thread that waits for signals.
  public func take(_ handler: @escaping @Sendable () -> Void) { self.handler.withLock { $0 = handler } }

  /// False where nobody has taken it.
  func interrupt() -> Bool {
    guard let handler = handler.withLock({ $0 }) else { return false }
    handler()
    return true
  }
}

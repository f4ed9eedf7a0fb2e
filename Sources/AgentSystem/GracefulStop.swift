import Glibc

/// Ends a child when the turn is cancelled: politely first, then in a way that cannot be refused.
final class GracefulStop: Sendable {
  private let isOver: Monitor<Bool>
  private let cancellation: Cancellation
  private let token: Int

  /// - Parameter grace: milliseconds between the two signals.
  init(_ child: ChildProcess, _ cancellation: Cancellation, grace: Int = 300) {
    self.cancellation = cancellation
    let isOver = Monitor(false)
    self.isOver = isOver
    token = cancellation.onCancel { _ in
      child.signalGroup(SIGTERM)
      Thread.start {
        let grace = Deadline.after(milliseconds: grace)
        while !grace.hasPassed, !cancellation.isUrgent {
          let step = min(grace, .after(milliseconds: 10))
          if isOver.wait(until: step, { $0 ? true : nil }) != nil { return }
        }
        child.signalTree(SIGKILL)
      }.detach()
    }
  }

  /// Waits for the child to end and ends it where it does not; nothing of its session lives on.
  /// - Returns: nil when its time was over.
  func wait(for child: ChildProcess, until deadline: Deadline) -> ChildProcess.Exit? {
    let exit = child.wait(until: deadline)
    cancellation.removeHandler(token)
    isOver.update { $0 = true }
    if exit == nil {
      child.signalTree(SIGKILL)
      _ = child.wait()
    } else {
      child.signalGroup(SIGKILL)
    }
    return exit
  }
}

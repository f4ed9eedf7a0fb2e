import Glibc

/// Ends a child when the turn is cancelled: politely first, then in a way that cannot be refused.
final class GracefulStop: Sendable {
  private let isOver: Monitor<Bool>
  private let cancellation: Cancellation
  private let token: Int
  private let supervised: Bool

  /// Milliseconds between the two signals, and between the second and a third for a supervisor.
  private static let grace = (polite: 300, supervisor: 1000)

  /// - Parameter supervised: the child is agent-sandbox(1); see ``ChildProcess/endTree(supervised:)``.
  init(_ child: ChildProcess, _ cancellation: Cancellation, supervised: Bool = false) {
    self.cancellation = cancellation
    self.supervised = supervised
    let isOver = Monitor(false)
    self.isOver = isOver
    token = cancellation.onCancel { _ in
      child.signalGroup(SIGTERM)
      Thread.start {
        let grace = Deadline.after(milliseconds: Self.grace.polite)
        while !grace.hasPassed, !cancellation.isUrgent {
          let step = min(grace, .after(milliseconds: 10))
          if isOver.wait(until: step, { $0 ? true : nil }) != nil { return }
        }
        if supervised {
          child.signal(SIGALRM)
          let deadline = Deadline.after(milliseconds: Self.grace.supervisor)
          if isOver.wait(until: deadline, { $0 ? true : nil }) != nil { return }
        }
        child.killTree()
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
      _ = child.endTree(supervised: supervised)
    } else {
      child.signalGroup(SIGKILL)
    }
    return exit
  }
}

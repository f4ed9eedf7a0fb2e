public import AgentSystem
import Glibc

extension AgentError {
  /// Work that was given up because its ``Cancellation`` was raised.
  public init(_ reason: Cancellation.Reason) {
    switch reason {
    case .signal(SIGTERM): self.init(.terminated, "ended by SIGTERM")
    case .signal(SIGHUP): self.init(.terminated, "ended by SIGHUP", exit: .hangUp)
    case .signal(SIGQUIT): self.init(.terminated, "ended by SIGQUIT", exit: .quit)
    case .signal(SIGPIPE): self.init(.outputClosed, "ended by SIGPIPE")
    case .signal: self.init(.interrupted, "interrupted")
    case .deadline: self.init(.deadline, "the time is over")
    case .requested(let text): self.init(.interrupted, text.isEmpty ? "interrupted" : "interrupted: \(text)")
    }
  }
}

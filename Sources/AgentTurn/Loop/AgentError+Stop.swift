import AgentCore
import AgentSystem
import Glibc

extension AgentError {
  /// Why a turn ends when its cancellation was raised.
  init(stoppedBy reason: Cancellation.Reason) {
    switch reason {
    case .signal(SIGINT): self.init(.interrupted, "interrupted")
    case .signal(SIGHUP): self.init(.terminated, "the terminal has gone", exit: .hangUp)
    case .signal: self.init(.terminated, "terminated")
    case .deadline: self.init(.deadline, "the time for the turn is over", hint: "raise --max-time")
    case .requested(let words):
      self.init(.interrupted, words.isEmpty ? "interrupted" : "interrupted: \(words)")
    }
  }
}

import AgentCore
import AgentSystem

/// Counts the turns that run, so that clients cannot start more than the machine bears.
package final class TurnLimit: Sendable {
  package static let most = 64

  private let running = Monitor(0)

  package init() {}

  package var count: Int { running.withLock { $0 } }

  func enter() throws(AgentError) {
    let isFree = running.withLock { running in
      if running >= Self.most { return false }
      running += 1
      return true
    }
    if !isFree {
      throw AgentError(
        .overloaded, "\(Self.most) turns run already", status: 503, retryAfterMilliseconds: 1000)
    }
  }

  func leave() { running.withLock { $0 -= 1 } }
}

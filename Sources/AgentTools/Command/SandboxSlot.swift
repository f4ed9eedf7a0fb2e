import AgentCore
import AgentSandbox
import AgentSystem

/// The sandbox of a turn, tried out before it is first used, for all the tools that start something in it.
final class SandboxSlot: Sendable {
  let policy: SandboxPolicy
  private let found = Monitor<Sandbox?>(nil)

  init(_ policy: SandboxPolicy) { self.policy = policy }

  /// What is missing of it on this system, once it was tried.
  var weakness: String? { found.withLock { $0 }?.weakness }

  func sandbox(_ environment: [String: String]) throws(AgentError) -> Sandbox {
    if let sandbox = found.withLock({ $0 }) { return sandbox }
    let sandbox = try Sandbox(policy, environment: environment)
    found.update { $0 = sandbox }
    return sandbox
  }
}

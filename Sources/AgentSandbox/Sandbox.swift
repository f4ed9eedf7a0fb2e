public import AgentCore
import AgentJSON
import AgentSystem

/// Starts commands under agent-sandbox(1), the one place where confinement is put around a child.
public struct Sandbox: Sendable {
  public let policy: SandboxPolicy
  /// agent-sandbox's path; nil where the policy confines nothing.
  private let program: String?

  /// - Throws: 77 where agent-sandbox is not installed or cannot confine anything on this system: nothing is
  ///   run unconfined unless a person asked for it.
  public init(_ policy: SandboxPolicy, environment: [String: String]) throws(AgentError) {
    self.policy = policy
    if policy.mode == .off {
      program = nil
      return
    }
    do {
      program = try SiblingProgram.find("agent-sandbox", environment: environment)
    } catch {
      throw Self.refusal("is not installed")
    }
    try checkThatItWorks(environment)
  }

  /// Whether there is any: then the command's process is agent-sandbox, which ends all that is started in it.
  public var isConfining: Bool { program != nil }

  /// The command line that runs a command so.
  public func commandLine(_ command: [String]) -> [String] {
    guard let program else { return command }
    return [program] + policy.options + ["--"] + command
  }

  /// Runs nothing in the sandbox, once: what it says of a policy that cannot be set is for the user, and must
  /// not be taken for the words of a command.
  private func checkThatItWorks(_ environment: [String: String]) throws(AgentError) {
    let result: BoundedRun.Result
    do {
      result = try BoundedRun.run(
        commandLine(["true"]), environment: environment, directory: policy.workspace, input: [],
        outputLimit: 4096, deadline: .after(milliseconds: 10_000), cancellation: Cancellation())
    } catch {
      throw Self.refusal(error.description)
    }
    if case .exited(.code(0)) = result.ending { return }
    let words = result.errors.split(separator: "\n").first.map(String.init) ?? ""
    let prefix = "agent-sandbox: "
    throw Self.refusal(words.hasPrefix(prefix) ? String(words.dropFirst(prefix.count)) : words)
  }

  private static func refusal(_ why: String) -> AgentError {
    AgentError(
      .sandbox, why.isEmpty ? "cannot confine anything here" : why, object: "agent-sandbox",
      hint: "see 'agent-sandbox --probe'; --tools none does without, --sandbox off runs tools unconfined")
  }
}

public import AgentCore
import AgentJSON
import AgentSystem

/// Starts commands under agent-sandbox(1), the one place where confinement is put around a child.
public struct Sandbox: Sendable {
  public let policy: SandboxPolicy
  /// agent-sandbox's path; nil where the policy confines nothing.
  private let program: String?
  /// What this system refuses of the confinement, in agent-sandbox's words; nil when it is whole.
  public private(set) var weakness: String?

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
    weakness = try check(environment)
  }

  /// The same program with another policy, which is not tried out: it must differ only in what it grants.
  public func with(_ policy: SandboxPolicy) -> Sandbox {
    Sandbox(policy: policy, program: policy.mode == .off ? nil : program)
  }

  private init(policy: SandboxPolicy, program: String?) {
    self.policy = policy
    self.program = program
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
  /// - Returns: what it says of layers that are missing.
  private func check(_ environment: [String: String]) throws(AgentError) -> String? {
    let result: BoundedRun.Result
    do {
      result = try BoundedRun.run(
        commandLine(["true"]).filter { $0 != "--quiet" }, environment: environment,
        directory: policy.workspace, input: [],
        outputLimit: 4096, deadline: .after(milliseconds: 10_000), cancellation: Cancellation())
    } catch {
      throw Self.refusal(error.description)
    }
    let prefix = "agent-sandbox: "
    let words = result.errors.split(separator: "\n").first.map { line in
      String(line.hasPrefix(prefix) ? line.dropFirst(prefix.count) : line)
    }
    if case .exited(.code(0)) = result.ending { return words }
    throw Self.refusal(words ?? "")
  }

  private static func refusal(_ why: String) -> AgentError {
    AgentError(
      .sandbox, why.isEmpty ? "cannot confine anything here" : why, object: "agent-sandbox",
      hint: "see 'agent-sandbox --probe'; --tools none does without, --sandbox off runs tools unconfined")
  }
}

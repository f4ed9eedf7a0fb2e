import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// What of the sandbox this system grants, by its own word: it is started for the answer.
enum SandboxChecks {
  private static let check = "sandbox"

  static func run(_ context: CommandContext) -> [Finding] {
    let result: BoundedRun.Result
    do {
      let program = try SiblingProgram.find("agent-sandbox", environment: context.environment)
      result = try BoundedRun.run(
        [program, "--probe"], environment: ProcessEnvironment.forPrograms(context.environment),
        directory: "/",
        input: [], outputLimit: 1 << 16, deadline: .after(milliseconds: 10_000), cancellation: Cancellation())
    } catch {
      let error = AgentError(wrapping: error)
      return [
        Finding(.broken, check, "\(error.object ?? "agent-sandbox"): \(error.message)", advice: error.hint)
      ]
    }
    guard case .exited(.code(0)) = result.ending, let layers = try? JSON(parsing: result.output) else {
      let words = result.errors.split(separator: "\n").first.map(String.init) ?? "agent-sandbox --probe fails"
      return [Finding(.broken, check, words, advice: "allow user namespaces or Landlock here")]
    }
    return [finding(layers)]
  }

  /// - Parameter layers: what `agent-sandbox --probe` prints.
  static func finding(_ layers: JSON) -> Finding {
    let names = [
      "mount_namespace", "pid_namespace", "ipc_namespace", "network_namespace", "private_proc", "landlock",
      "seccomp",
    ]
    let missing = names.filter { name in layers[name]?.bool == false || layers[name]?.int == 0 }
    if layers["complete"]?.bool == true, missing.isEmpty {
      return Finding(.ok, check, "all layers: namespaces, Landlock \(layers["landlock"]?.int ?? 0), seccomp")
    }
    return Finding(
      .weak, check, "this system refuses \(missing.joined(separator: ", "))",
      advice: "see agent-security(7)")
  }
}

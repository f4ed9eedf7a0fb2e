import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// Settings that name tools, context providers or plugins: whether there are such, by the word of agent-tool, which
/// knows them.
enum BuiltInChecks {
  static let keys = ["builtin_tools", "builtin_providers", "builtin_plugins"]

  static func run(_ context: CommandContext) -> [Finding] {
    let result: BoundedRun.Result
    do {
      let program = try SiblingProgram.find("agent-tool", environment: context.environment)
      var environment = ProcessEnvironment.forPrograms(context.environment)
      for name in ["AGENT_SHARE_DIR"] + keys.map({ "AGENT_\($0.uppercased())" }) {
        environment[name] = context.environment[name]
      }
      result = try BoundedRun.run(
        [program, "doctor", "-j", "--runtime-dir", context.runtime.path], environment: environment,
        directory: context.workingDirectory, input: [], outputLimit: 1 << 20,
        deadline: .after(milliseconds: 20_000), cancellation: Cancellation())
    } catch {
      let error = AgentError(wrapping: error)
      return [
        Finding(
          .weak, "settings", "cannot be checked: \(error.object ?? "agent-tool"): \(error.message)",
          advice: error.hint)
      ]
    }
    return result.output.split(separator: "\n").compactMap { line in
      (try? JSON(parsing: String(line))).flatMap(finding)
    }
  }

  /// - Parameter check: a record of `agent-tool doctor`.
  static func finding(_ check: JSON) -> Finding? {
    guard let key = check["object"]?.string, keys.contains(key), let message = check["message"]?.string else {
      return nil
    }
    return Finding(
      check["level"] == "error" ? .broken : .weak, "settings", "\(key): \(message)",
      advice: check["hint"]?.string)
  }
}

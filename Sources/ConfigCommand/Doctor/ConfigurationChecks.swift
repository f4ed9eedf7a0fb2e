import AgentCLI
import AgentCore
import AgentJSON

/// The user's settings, those of the workspace, and those of the environment.
enum ConfigurationChecks {
  private static let check = "settings"

  static func run(_ context: CommandContext) -> [Finding] {
    let file = ConfigurationFile(context.runtime)
    let configuration: Configuration
    let values: JSONObject
    do {
      values = try file.read()
      configuration = try Configuration.load(
        runtime: context.runtime, environment: context.environment, workspace: context.workingDirectory)
    } catch {
      let isUsers = error.object?.hasPrefix(file.path) ?? true
      return [
        Finding(
          .broken, check, "\(error.object ?? file.path): \(error.message)",
          advice: isUsers ? "agent-config edit" : "mend that file")
      ]
    }
    var findings = ConfigurationProblem.all(in: values).map { problem in
      Finding(
        problem.isUnknown ? .weak : .broken, check, "\(problem.key): \(problem.reason)",
        advice: "agent-config unset \(problem.key)")
    }
    findings += configuration.notices.map { Finding(.weak, check, $0, advice: "take it out of that file") }
    findings += ConfigurationKey.all.compactMap { wrongElsewhere($0, configuration) }
    let names = BuiltInChecks.keys.filter { !configuration[$0].isNull }
    if !names.isEmpty { findings += BuiltInChecks.run(context) }
    return findings.isEmpty ? [Finding(.ok, check, "valid")] : findings
  }

  /// A wrong value in force that is not the user file's.
  private static func wrongElsewhere(_ key: ConfigurationKey, _ configuration: Configuration) -> Finding? {
    guard let setting = configuration.explain(key).first, setting.layer != .user,
      let reason = key.refusal(of: setting.value)
    else { return nil }
    return Finding(.broken, check, "\(key.name): \(reason)", advice: "change it in \(setting.source)")
  }
}

import AgentApproval
import AgentCLI
import AgentCore

/// The rules that decide on calls of tools: whether they are understood, and which of them allow too much.
enum ApprovalChecks {
  private static let check = "approval rules"

  static func run(_ context: CommandContext) -> [Finding] {
    let file = RulesFile(context.runtime)
    let rules: [ApprovalRule]
    do {
      rules = try file.read()
      _ = try RulesFile.shipped(environment: context.environment)
    } catch {
      return [Finding(.broken, check, "\(error.object ?? file.path): \(error.message)", advice: error.hint)]
    }
    let wide = rules.filter { $0.allowsEverything || $0.allowsAnyCommand }
    if wide.isEmpty {
      let what = rules.isEmpty ? "those of the installation" : "\(rules.count) of your own"
      return [Finding(.ok, check, what)]
    }
    return wide.map { rule in
      Finding(
        .weak, check,
        rule.allowsEverything
          ? "\(rule.text) allows everything" : "\(rule.text) allows every unconfined command",
        advice: "narrow it down in \(file.path)")
    }
  }
}

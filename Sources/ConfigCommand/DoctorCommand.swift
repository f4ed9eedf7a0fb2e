import AgentCLI
import AgentCore
import ArgumentParser

/// Looks for what is weak, missing or misconfigured, and says what to do about each.
struct DoctorCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the installation and say what to mend",
    discussion: """
      Exit status 0 when nothing is broken, 78 when something is; with --strict 1 when something is weak.

      Example: agent-config doctor --strict
      """)

  @Flag(name: .long, help: "Exit with 1 when something is weak.")
  var strict = false

  @OptionGroup var common: CommonOptions

  var inspectsRuntimeDirectory: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let findings =
      RuntimeChecks.run(context) + ConfigurationChecks.run(context) + DependencyChecks.run(context)
      + ModelChecks.run(context) + SandboxChecks.run(context) + ApprovalChecks.run(context)
      + KeyChecks.run(context) + InstallationChecks.run(context) + UnitChecks.run(context)
      + WakeupChecks(context: context).run() + ServiceChecks.run(context)
    try context.print(findings.map(\.row), as: try outputFormat())
    return Self.status(of: findings, strict: strict)
  }

  static func status(of findings: [Finding], strict: Bool) -> ExitStatus {
    if findings.contains(where: { $0.state == .broken }) { return .configuration }
    return strict && findings.contains { $0.state == .weak } ? .negative : .done
  }
}

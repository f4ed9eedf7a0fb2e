import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser

/// From installed commands to a machine that is ready: packages, who calls the wakeups, the service, and a look at
/// all of it. Each step is a command of ours that a person could run as well.
struct BootstrapCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "bootstrap", abstract: "Set up all that the commands need on this machine",
    discussion: """
      Packages (deps --install), wakeups (agent-wake install), the service
      (agent-serve install) and doctor. What is there already is left as it is, so
      that it can be run again at any time. Exit status 2 when some steps failed.

      Examples:
        agent-config bootstrap
        agent-config bootstrap --no-system-deps --no-start-service
      """)

  @Flag(name: .long, help: "Install no packages.")
  var noSystemDeps = false

  @Flag(name: .long, help: "Set up neither wakeups nor the service.")
  var noService = false

  @Flag(name: .long, help: "Do not start the service.")
  var noStartService = false

  @Option(
    name: .long,
    help: ArgumentHelp("Also an optional package, or all of them.", valueName: "package"))
  var with: [String] = []

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var yes: YesOption
  @OptionGroup var common: CommonOptions

  var inspectsRuntimeDirectory: Bool { true }
  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    _ = try Dependency.named(with)
    let programs = ProgramRun(context: context)
    let setup = ServiceSetup(programs: programs, isRehearsal: dryRun.dryRun)
    var steps: [BootstrapStep] = []
    func take(_ name: String, _ step: () throws(AgentError) -> BootstrapStep) throws {
      do throws(AgentError) {
        steps.append(try step())
      } catch {
        if let reason = context.cancellation.reason { throw AgentError(reason) }
        steps.append(BootstrapStep(name, failed: error))
      }
      if format != .json {
        try context.print([steps[steps.count - 1].row], as: format)
        try context.output.flush()
      }
    }
    try take("packages") { () throws(AgentError) in
      if noSystemDeps { return BootstrapStep("packages", .skipped, "not wanted") }
      return try PackageStep(
        programs: programs, with: with + setup.packages, isRehearsal: dryRun.dryRun, asks: !yes.yes,
        isQuiet: common.quiet || format.isMachine
      ).run()
    }
    try take("wakeups") { () throws(AgentError) in
      noService ? BootstrapStep("wakeups", .skipped, "not wanted") : try setup.wakeups()
    }
    try take("service") { () throws(AgentError) in
      noService
        ? BootstrapStep("service", .skipped, "not wanted") : try setup.service(starts: !noStartService)
    }
    try take("doctor") { () throws(AgentError) in try examination(programs) }
    if format == .json { try context.print(steps.map(\.row), as: format) }
    return BootstrapStep.status(of: steps)
  }

  /// What the doctor says at the end. It mends modes, so that a rehearsal does without.
  private func examination(_ programs: ProgramRun) throws(AgentError) -> BootstrapStep {
    if dryRun.dryRun { return BootstrapStep("doctor", .planned, "agent-config doctor") }
    let report = try programs.sibling("agent-config", ["doctor"], milliseconds: 120_000)
    func found(_ state: Finding.State) -> [JSON] {
      report.records.filter { $0["state"]?.string == state.rawValue }
    }
    let (broken, weak) = (found(.broken), found(.weak))
    if let first = broken.first {
      let what = [first["check"]?.string, first["message"]?.string].compactMap(\.self)
      return BootstrapStep(
        "doctor", .failed, "\(broken.count) broken: \(what.joined(separator: ": "))",
        advice: first["advice"]?.string, exit: report.status)
    }
    if !report.wentWell { return BootstrapStep("doctor", failed: report) }
    return BootstrapStep(
      "doctor", .done, weak.isEmpty ? "nothing is broken" : "nothing is broken, \(weak.count) weak",
      advice: weak.isEmpty ? nil : "agent-config doctor")
  }
}

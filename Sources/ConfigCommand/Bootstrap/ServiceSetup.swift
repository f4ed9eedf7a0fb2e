import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// Who runs us without being asked: the wakeups and the service, each set up by the command that owns it, by the
/// user's systemd where there is one.
struct ServiceSetup {
  let programs: ProgramRun
  let isRehearsal: Bool
  private let manager: UserUnits
  private let hasManager: Bool

  /// Milliseconds that a service may take to start.
  private static let startTime = 60_000

  init(programs: ProgramRun, isRehearsal: Bool) {
    self.programs = programs
    self.isRehearsal = isRehearsal
    manager = UserUnits(programs.context)
    hasManager = manager.hasManager
  }

  private var context: CommandContext { programs.context }

  /// Optional packages that are needed here: without a manager, cron calls the wakeups.
  var packages: [String] { hasManager ? [] : ["cron"] }

  // MARK: - Wakeups

  func wakeups() throws(AgentError) -> BootstrapStep {
    let name = "wakeups"
    let planned = try programs.sibling("agent-wake", ["install", "-n"])
    if !planned.wentWell { return BootstrapStep(name, failed: planned) }
    let plan = InstallPlan(planned.records)
    if let line = plan.line {
      if isInCrontab(line) { return BootstrapStep(name, .present, "cron calls them") }
    } else if isInForce(plan), manager.isActive("agent-wake.timer") {
      return BootstrapStep(name, .present, "agent-wake.timer runs")
    }
    if isRehearsal { return BootstrapStep(name, .planned, plan.summary) }
    let report = try programs.sibling("agent-wake", ["install"], milliseconds: Self.startTime)
    guard report.wentWell, let installed = report.records.last else {
      return BootstrapStep(name, failed: report)
    }
    if installed["by"] == "cron" { return BootstrapStep(name, .done, "cron calls them") }
    if installed["active"] != true {
      return BootstrapStep(
        name, .failed, "the units are written and the timer does not run",
        advice: "systemctl --user enable --now agent-wake.timer", exit: ExitStatus.unavailable.rawValue)
    }
    return BootstrapStep(name, .done, "agent-wake.timer runs", advice: installed["linger"]?.string)
  }

  private func isInCrontab(_ line: String) -> Bool {
    guard let table = programs.ask(["crontab", "-l"]), table.wentWell else { return false }
    return table.output.utf8.split(separator: 0x0a).contains { $0.elementsEqual(line.utf8) }
  }

  /// Whether units are as they should be: the user's own, or those of a package where the runtime directory is the
  /// one that they know.
  private func isInForce(_ plan: InstallPlan) -> Bool {
    let home = ProcessEnvironment.homeDirectory(context.environment)
    return plan.isInPlace || plan.isAbsent && context.runtime.path == Path.join(home, ".agent_runtime")
  }

  // MARK: - Service

  func service(starts: Bool) throws(AgentError) -> BootstrapStep {
    let name = "service"
    do {
      _ = try SiblingProgram.find("agent-serve", environment: context.environment)
    } catch {
      return BootstrapStep(name, .skipped, "agent-serve is not installed", advice: error.hint)
    }
    return hasManager ? try unit(name, starts: starts) : try detached(name, starts: starts)
  }

  /// By the user's systemd.
  private func unit(_ name: String, starts: Bool) throws(AgentError) -> BootstrapStep {
    let planned = try programs.sibling("agent-serve", ["install", "-n"])
    if !planned.wentWell { return BootstrapStep(name, failed: planned) }
    let plan = InstallPlan(planned.records)
    if starts ? isInForce(plan) && plan.unitNames.contains(where: manager.isActive) : plan.isInPlace {
      return BootstrapStep(name, .present, starts ? "runs" : "is installed")
    }
    if isRehearsal { return BootstrapStep(name, .planned, plan.summary) }
    let report = try programs.sibling(
      "agent-serve", ["install"] + (starts ? ["--now"] : []), milliseconds: Self.startTime)
    if !report.wentWell { return BootstrapStep(name, failed: report) }
    if !starts { return BootstrapStep(name, .done, "installed and not started") }
    guard plan.unitNames.contains(where: manager.isActive) else {
      return BootstrapStep(
        name, .failed, "the units are written and do not run", advice: "agent-serve status",
        exit: ExitStatus.unavailable.rawValue)
    }
    return BootstrapStep(name, .done, "runs", advice: report.records.last?["linger"]?.string)
  }

  /// Where no manager would start it again, in the background until the machine is shut down.
  private func detached(_ name: String, starts: Bool) throws(AgentError) -> BootstrapStep {
    if !starts {
      return BootstrapStep(name, .skipped, "there is no systemd of the user's", advice: "agent-serve start")
    }
    if try programs.sibling("agent-serve", ["status"]).wentWell {
      return BootstrapStep(name, .present, "runs")
    }
    if isRehearsal { return BootstrapStep(name, .planned, "agent-serve start") }
    let report = try programs.sibling("agent-serve", ["start"], milliseconds: Self.startTime)
    return report.wentWell
      ? BootstrapStep(name, .done, "runs, until the machine is shut down")
      : BootstrapStep(name, failed: report)
  }
}

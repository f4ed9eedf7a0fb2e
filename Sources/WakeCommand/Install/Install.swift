import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser

/// `agent-wake install`
struct Install: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Have systemd or cron call 'run' each minute",
    discussion: """
      Without --systemd and --cron, systemd where the user has a manager, else
      cron. With -n, the units or the line are printed and nothing is changed.

      Examples:
        agent-wake install --systemd
        agent-wake install --cron -n
      """)

  @Flag(help: "Units of the user's systemd.") var systemd = false
  @Flag(help: "A line of the user's crontab.") var cron = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if systemd, cron { throw ValidationError("--systemd and --cron exclude one another") }
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let installation = Installation(context: context)
    if cron || !systemd && !installation.hasSystemd {
      let line = try installation.cronLine()
      if !dry.dryRun { try installation.installLine() }
      try context.print(
        Row(
          "wake.installed", ["by": "cron", "line": .string(line), "active": .bool(!dry.dryRun)], text: line),
        as: format)
      return .done
    }
    let units = try installation.units()
    let paths = units.files.map { UserUnits(context).path($0.name) }
    if dry.dryRun {
      try context.print(
        zip(units.files, paths).map {
          Row("wake.unit", ["path": .string($1), "text": .string($0.text)], text: "# \($1)\n\($0.text)")
        }, as: format)
      return .done
    }
    let isActive = try installation.installUnits()
    let linger = installation.lingerCommand
    var members: JSONObject = [
      "by": "systemd", "paths": .array(paths.map(JSON.string)), "active": .bool(isActive),
    ]
    members.append("linger", ifPresent: linger.map(JSON.string))
    try context.print(Row("wake.installed", members, text: paths.joined(separator: "\n")), as: format)
    // Who has gone is told nothing more.
    try context.output.flush()
    if !isActive {
      context.diagnostics.note(
        "the timer does not run yet: systemctl --user daemon-reload && "
          + "systemctl --user enable --now \(SystemdUnits.timer)")
    }
    if let linger {
      context.diagnostics.note("it rests while you are not logged in, unless you say: \(linger)")
    }
    return .done
  }
}

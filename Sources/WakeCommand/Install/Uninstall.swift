import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser

/// `agent-wake uninstall`
struct Uninstall: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Take away what 'install' has set up",
    discussion: """
      Exit status 1 when there is nothing. Wakeups stay.

      Example:
        agent-wake uninstall
      """)

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let installation = Installation(context: context)
    let (units, line) = (installation.hasUnits, installation.hasLine)
    if dry.dryRun {
      if units {
        try context.tellRehearsal("would remove \(SystemdUnits.timer) and \(SystemdUnits.service)", format)
      }
      if line { try context.tellRehearsal("would remove a line of the crontab", format) }
      return units || line ? .done : .negative
    }
    let hadUnits = try installation.removeUnits()
    let hadLine = try installation.removeLine()
    if !hadUnits, !hadLine { return .negative }
    let what = [hadUnits ? "systemd" : nil, hadLine ? "cron" : nil].compactMap(\.self)
    try context.print(
      Row(
        "wake.uninstalled", ["by": .array(what.map(JSON.string))],
        text: "removed from \(what.joined(separator: " and "))"),
      as: format)
    return .done
  }
}

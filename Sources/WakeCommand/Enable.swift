import AgentCLI
import AgentCore
import AgentWake
import ArgumentParser

/// `agent-wake enable`
struct Enable: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable", abstract: "Let a wakeup go on with its next time to come",
    discussion: """
      What it missed meanwhile is not made up for.

      Example:
        agent-wake enable 3fa9
      """)

  @OptionGroup var named: NamedWakeups
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try named.each(
      context, isRehearsal: dry.dryRun, outputFormat(), verb: "enable", event: "enabled"
    ) { try $0.change($1, to: .active) }
  }
}

import AgentCLI
import AgentCore
import AgentWake
import ArgumentParser

/// `agent-wake disable`
struct Disable: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Let a wakeup rest until it is enabled",
    discussion: "Example: agent-wake disable 3fa9")

  @OptionGroup var named: NamedWakeups
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try named.each(
      context, isRehearsal: dry.dryRun, outputFormat(), verb: "disable", event: "disabled"
    ) { try $0.change($1, to: .disabled) }
  }
}

import AgentCLI
import AgentCore
import AgentWake
import ArgumentParser

/// `agent-wake cancel`
struct Cancel: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End a wakeup, and keep what is known of it",
    discussion: """
      A turn of it that runs already goes on.

      Example:
        agent-wake cancel 3fa9
      """)

  @OptionGroup var named: NamedWakeups
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try named.each(
      context, isRehearsal: dry.dryRun, outputFormat(), verb: "cancel", event: "cancelled"
    ) { try $0.change($1, to: .cancelled) }
  }
}

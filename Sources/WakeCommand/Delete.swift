import AgentCLI
import AgentCore
import AgentWake
import ArgumentParser

/// `agent-wake delete`
struct Delete: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Take a wakeup away, with its part of the log",
    discussion: "Example: agent-wake delete 3fa9")

  @OptionGroup var named: NamedWakeups
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try named.each(
      context, isRehearsal: dry.dryRun, outputFormat(), verb: "delete", event: "deleted"
    ) {
      try $0.delete($1.id)
      return true
    }
  }
}

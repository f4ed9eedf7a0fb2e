import AgentCLI
import AgentCore
import AgentStore
import AgentJSON
import AgentWake
import ArgumentParser

/// What `cancel`, `enable`, `disable` and `delete` do alike: something to each wakeup that is named.
struct NamedWakeups: ParsableArguments {
  @Argument(help: "Ids, beginnings of ids, or titles.") var ids: [String]

  /// - Parameter change: within a transaction; false when there was nothing to change.
  func each(
    _ context: CommandContext, isRehearsal: Bool, _ format: OutputFormat, verb: String, event: String,
    _ change: (WakeStore, Wakeup) throws -> Bool
  ) throws -> ExitStatus {
    guard try context.wakes() != nil else { throw WakeStore.missing(ids[0]) }
    if isRehearsal {
      let store = try context.wakes()
      for id in ids { try context.tellRehearsal("would \(verb) \(try store?.resolve(id).id ?? id)", format) }
      return .done
    }
    let store = try context.wakesForWriting()
    let changed = try store.database.write(sync: true) {
      try ids.map { try store.resolve($0) }.filter { try change(store, $0) }
    }
    for wakeup in changed { context.tell(event, ["id": .string(wakeup.id)]) }
    return .done
  }
}

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

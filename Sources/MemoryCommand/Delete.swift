import AgentCLI
import AgentCore
import AgentMemory
import AgentSystem
import ArgumentParser

/// `agent-memory delete`
struct Delete: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Forget memories; 'restore' brings them back",
    discussion: """
      With --purge every version is gone for good, also from the index and the log
      of the database. On a terminal it asks first.

      Example:
        agent-memory delete --purge --yes 01k3
      """)

  @Argument(help: ArgumentHelp("Ids, beginnings of ids, or titles.", valueName: "id")) var names: [String]
  @Flag(help: "Leave no byte of them.") var purge = false
  @OptionGroup var yes: YesOption
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let store = try context.memory(for: names[0])
    if !dry.dryRun, !yes.yes, purge, context.mayAsk, !confirmed() {
      context.diagnostics.note("nothing was deleted")
      return .negative
    }
    let status = try context.change(names, purge ? "purge" : "delete", dryRun: dry.dryRun, format, in: store)
    {
      store, entry in
      if !purge { return try store.delete(entry) }
      try store.purge(entry)
      return true
    }
    if purge, !dry.dryRun { try store.wipe() }
    return status
  }

  private func confirmed() -> Bool {
    try? IO.writeAll(2, Array("delete for good? [y/N] ".utf8))
    return readLine()?.lowercased().hasPrefix("y") ?? false
  }
}

/// `agent-memory restore`
struct Restore: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring back what was deleted or superseded",
    discussion: "Example: agent-memory restore 01k3")

  @Argument(help: ArgumentHelp("Ids, beginnings of ids, or titles.", valueName: "id")) var names: [String]
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let store = try context.memory(for: names[0])
    return try context.change(names, "restore", dryRun: dry.dryRun, try outputFormat(), in: store) {
      try $0.restore($1)
    }
  }
}

/// `agent-memory pin`
struct Pin: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Have memories in every context",
    discussion: "Example: agent-memory pin 01k3")

  @Argument(help: ArgumentHelp("Ids, beginnings of ids, or titles.", valueName: "id")) var names: [String]
  @Flag(help: "Not any more.") var off = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let store = try context.memory(for: names[0])
    return try context.change(
      names, off ? "unpin" : "pin", dryRun: dry.dryRun, try outputFormat(), in: store
    ) { try $0.pin($1, !off) }
  }
}

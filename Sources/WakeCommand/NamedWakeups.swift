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

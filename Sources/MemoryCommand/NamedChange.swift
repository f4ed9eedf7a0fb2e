import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory

extension CommandContext {
  /// What a change is called once it is made.
  private static let done = [
    "delete": "deleted", "purge": "purged", "restore": "restored", "pin": "pinned", "unpin": "unpinned",
  ]

  /// Changes the memories of some names, all of them or none, and acknowledges each.
  /// - Parameters:
  ///   - verb: for what a dry run tells: `delete`.
  ///   - change: says whether anything was changed.
  func change(
    _ names: [String], _ verb: String, dryRun: Bool, _ format: OutputFormat, in store: MemoryStore,
    _ change: (MemoryStore, MemoryEntry) throws -> Bool
  ) throws -> ExitStatus {
    if dryRun {
      for name in names { try tellRehearsal("would \(verb) \(store.resolve(name).id)", format) }
      return .done
    }
    var records: [JSON] = []
    var changed: [String] = []
    try store.change {
      for name in names {
        let entry = try store.resolve(name)
        let isChanged = try change(store, entry)
        if isChanged { changed.append(entry.id) }
        records.append([
          "type": "ack", "v": 1, "id": .string(entry.id), "op": .string(isChanged ? verb : "noop"),
        ])
      }
    }
    if !changed.isEmpty { tell(change: Self.done[verb] ?? verb, ids: changed) }
    if format.isMachine { try print(records: records, as: format) }
    return .done
  }
}

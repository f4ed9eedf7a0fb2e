import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory history`
struct History: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Print what a memory has been, oldest first",
    discussion: "Example: agent-memory history 01k3 -j")

  @Argument(help: "Id, beginning of an id, or title.") var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    guard let store = try context.memory() else { throw MemoryStore.missing(id) }
    let (versions, events) = try store.database.read {
      var versions = try store.versions(of: store.resolve(id).id)
      // Those before it that it has taken the place of belong to its story.
      while let before = versions.first?.supersedes {
        let earlier = try store.versions(of: before)
        if earlier.isEmpty || versions.contains(where: { $0.id == before }) { break }
        versions = earlier + versions
      }
      var events: [(String, MemoryEvent)] = []
      for id in Self.distinct(versions.map(\.id)) { events += try store.history(of: id).map { (id, $0) } }
      return (versions, events)
    }
    if format.isMachine {
      let records = versions.map { JSON.object($0.record(with: ["state": .string($0.state)])) }
      let told = events.map { id, event in
        var record: JSONObject = [
          "type": .string("memory.\(event.operation)"), "v": 1, "id": .string(id),
          "ts": .string(event.time.description),
        ]
        record.append("detail", ifPresent: event.detail)
        return JSON.object(record)
      }
      try context.print(records: records + told, as: format)
    } else {
      for entry in versions {
        let until = entry.validTo.map { " to \($0)" } ?? ""
        try context.output.text("\(entry.begins)\(until)  [\(entry.state)] \(EntryText.head(entry))\n")
      }
      for (id, event) in events { try context.output.text("\(event.time)  \(event.operation) \(id)\n") }
    }
    return .done
  }

  private static func distinct(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

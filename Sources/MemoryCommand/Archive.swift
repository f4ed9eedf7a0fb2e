import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSession
import ArgumentParser

/// `agent-memory archive`
struct Archive: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Remember the turns of a session, each once",
    discussion: """
      What was asked and what was answered become one memory a turn, of the kind
      turn_summary. A turn that is remembered already is left as it is.

      Example:
        agent-memory archive latest
      """)

  @Argument(help: "Id, beginning of an id, 'latest', '@-N' or title.", completion: .session()) var session:
    String
  @Option(help: "global, project, or a path of your own [session/ID].") var scope: String?
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let sessions = SessionStore(context.runtime, clock: context.clock)
    let id = try sessions.resolve(session)
    let place =
      try scope.map { name in
        try context.usage("--scope") {
          try MemoryScope.parse(name, workingDirectory: context.workingDirectory)
        }
      } ?? "session/\(id)"
    let additions = try TurnSummaries.of(id, in: sessions)
    if dry.dryRun {
      try context.tellRehearsal("would remember \(additions.count) turns of \(id)", format)
      return .done
    }
    if additions.isEmpty { return .negative }
    let store = try context.memoryForWriting()
    let receipts = try store.change { try store.archive(additions, scope: place) }
    context.tell(receipts, as: "archived", ["session": .string(id)])
    if format.isMachine {
      try context.print(records: receipts.map(\.record), as: format)
    } else {
      let added = receipts.filter { $0.operation != .noop }.count
      try context.output.text("\(added) remembered, \(receipts.count - added) known already\n")
    }
    return .done
  }
}

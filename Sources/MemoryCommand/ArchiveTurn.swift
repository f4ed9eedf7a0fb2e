import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSession
import AgentSystem
import Glibc

/// `agent-memory --tool archive_turn`: what agent-turn starts behind a turn that has ended well, described in
/// Resources/steps. It remembers what AGENT_TURN of AGENT_SESSION came to, where the setting `auto_archive` is on.
///
/// Nobody waits for it or reads what it says. It keeps out of the way of what is waited for, and ends by itself.
enum ArchiveTurn {
  static let name = "archive_turn"
  /// Seconds after which it is killed, whatever it is waiting for.
  private static let timeLimit: UInt32 = 60

  static func run(in context: CommandContext) throws {
    guard let session = context.environment["AGENT_SESSION"],
      let turn = context.environment["AGENT_TURN"].flatMap({ Int($0) })
    else { throw AgentError(.usage, "AGENT_SESSION and AGENT_TURN must name a turn", object: name) }
    alarm(timeLimit)
    guard let store = try context.memory(),
      try MemorySettings(store)["auto_archive"].bool ?? false
    else { return }
    _ = nice(10)
    let sessions = SessionStore(context.runtime, clock: context.clock)
    guard let summary = try TurnSummaries.of(session, turn: turn, in: sessions) else { return }
    let writer = try context.memoryForWriting()
    let scope = MemoryScope.ofProject(context.workingDirectory) ?? MemoryScope.global
    let receipts = try writer.change { try writer.archive([summary], scope: scope) }
    context.tell(receipts, as: "archived", ["session": .string(session)])
  }
}

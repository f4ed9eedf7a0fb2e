import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTurn

@Suite struct SessionTurnLogTests {
  private static let delta = Event(
    .itemDelta, ["item_id": "i", "kind": "text", "offset": 0, "delta": "words"])

  /// Followers see a delta before the durable event that comes after it.
  @Test func whatIsLiveIsWrittenBeforeWhatIsDurable() throws {
    let directory = TestDirectory()
    let store = SessionStore(directory.runtimeDirectory)
    let id = try store.create(workingDirectory: "/")
    let log = SessionTurnLog(
      SessionLog(id, store: store), turn: 1, holding: try TurnLock.acquire(id, in: store))
    let path = "\(store.runtime.folder(.live))/\(id).1.ndjson"
    log.publish(Self.delta)
    _ = try log.append([.notice("x", "y")], turn: 1, durability: .none)
    #expect(try !Files.read(path).isEmpty)
    let follower = try SessionFollower(store, .session(id, from: nil), deltas: true)
    log.publish(Self.delta)
    let end = Event(.turnCompleted, ["exit_code": 0])
    _ = try log.finish(end, turn: 1, unlessInputWaits: false, delivering: { () throws(AgentError) in })
    var types: [String] = []
    while types.count < 2 {
      let more = try follower.next(until: .after(milliseconds: 20_000)).compactMap(\.type)
      if more.isEmpty { break }
      types += more
    }
    #expect(types == ["item.delta", "turn.completed"])
  }

  /// What is queued after the session was read and before the turn begins is the turn's; nobody would find it behind
  /// `turn.started`.
  @Test(arguments: [true, false])
  func whatComesWhileATurnIsOpenedIsTaken(_ hasCome: Bool) throws {
    let directory = TestDirectory()
    let store = SessionStore(directory.runtimeDirectory)
    let id = try store.create(workingDirectory: "/")
    let early = QueuedInput(id: "early", text: "one")
    try SessionLog(id, store: store).append([early.event], durability: .process)
    let history = try SessionHistory(id, in: store)
    let log = SessionTurnLog(
      SessionLog(id, store: store), turn: 1, holding: try TurnLock.acquire(id, in: store))
    if hasCome { try log.queue(QueuedInput(id: "late", text: "two")) }
    let (appended, late) = try log.begin(
      [Event(.turnStarted, ["turn_id": "t", "origin": "cli", "input": []]), early.taken], turn: 1,
      known: history.lastSequence, waiting: ["early"])
    #expect(late.map(\.id) == (hasCome ? ["late"] : []))
    #expect(appended.map(\.event.type).last == "input.taken")
    #expect(try SessionHistory(id, in: store).untakenInputs.isEmpty)
  }
}

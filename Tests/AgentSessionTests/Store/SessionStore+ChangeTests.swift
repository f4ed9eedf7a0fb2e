import AgentJSON
import AgentCore
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct SessionStoreChangeTests {
  @Test func renaming() throws {
    let test = TestStore()
    let id = try test.make(title: "old")
    try test.store.rename(id, to: "new")
    #expect(try test.store.summary(id).title == "new")
    #expect(try test.records(id).first?.json()?["title"] == "old")
  }

  @Test func deletingLeavesNothingButTheRuntimeLogsLine() throws {
    let test = TestStore()
    let id = try test.make(title: "t")
    let live = try LiveFile(id, turn: 1, store: test.store)
    try test.store.delete(id)
    live.finish()
    #expect(!test.store.exists(id))
    for folder in [RuntimeDirectory.Folder.sessions, .locks, .live] {
      let names = try Files.list(test.store.runtime.folder(folder))
      #expect(!names.contains { $0.hasPrefix(id) })
    }
    let told = try #require(LogTailTests.lastRecord(test.store.runtime.runtimeLog)?.json())
    #expect(told["type"] == "session.deleted")
    #expect(told["id"]?.string == id)
    #expect(told["session"]?.isNull == true)
    let error = #expect(throws: AgentError.self) { try test.log(id).append([.note("late")]) }
    #expect(error?.code == .sessionMissing)
  }

  /// What was used since somebody decided stays.
  @Test func deletesOnlyWhatIsUnchanged() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let seen = try test.store.summary(id).modified
    try test.log(id).append([.note("later")])
    #expect(try !test.store.delete(id, ifUnchangedSince: seen))
    #expect(test.store.exists(id))
    #expect(try test.store.delete(id, ifUnchangedSince: test.store.summary(id).modified))
    #expect(!test.store.exists(id))
  }

  @Test func aRunningTurnKeepsItsSession() throws {
    let test = TestStore()
    let id = try test.make()
    let lock = try TurnLock.acquire(id, in: test.store)
    let error = #expect(throws: AgentError.self) { try test.store.delete(id) }
    #expect(error?.code == .sessionBusy)
    #expect(test.store.exists(id))
    _ = consume lock
    try test.store.delete(id)
  }

  @Test func aForkIsASessionOfItsOwn() throws {
    let test = TestStore()
    let id = try test.make(title: "t")
    try test.log(id).append([.turnStarted(), .answer("a"), .turnCompleted], turn: 1)
    try test.log(id).append([.note("later")])
    let fork = try test.store.fork(id, at: 4)
    let records = try test.records(fork)
    #expect(records.types == ["session.created", "turn.started", "item.completed", "turn.completed"])
    #expect(records.sequences == [1, 2, 3, 4])
    #expect(records.allSatisfy { $0.isIntact && $0.envelope?.session == fork })
    #expect(records[1].time == (try test.records(id)[1].time))
    #expect(records[1].turn == 1)
    #expect(records[0].json()?["forked_from"]?.string == id)
    #expect(try test.store.summary(fork).title == "t (fork)")
    #expect(try test.records(try test.store.fork(id)).count == 5)
    let error = #expect(throws: AgentError.self) { try test.store.fork(id, at: 99) }
    #expect(error?.exitCode == .badData)
  }

  /// What waits for the original's next turn does not wait for the copy's too.
  @Test func aForkHasNoUntakenInput() throws {
    let test = TestStore()
    let id = try test.makeQueued("taken", "later", "never")
    try test.log(id).append(
      [.turnStarted(), QueuedInput(id: "taken", text: nil).taken, .turnCompleted], turn: 1)
    let end = try #require(try test.records(id).last?.sequence)
    try test.log(id).append([.turnStarted(), QueuedInput(id: "later", text: nil).taken], turn: 2)
    let fork = try test.store.fork(id, at: end)
    #expect(try SessionHistory(fork, in: test.store).untakenInputs.isEmpty)
    #expect(try test.store.summary(fork).queued.isEmpty)
    let queued = try test.records(fork).filter { $0.eventType == .inputQueued }
    #expect(queued.compactMap { $0.json()?["id"]?.string } == ["taken"])
  }

  /// The copy of a turn that runs has an end; nobody was killed.
  @Test func aForkOfARunningTurnIsNotKilled() throws {
    let test = TestStore()
    let id = try test.make()
    let lock = try TurnLock.acquire(id, in: test.store)
    try test.log(id).append([.turnStarted()], turn: 1)
    let fork = try test.store.fork(id)
    #expect(try test.store.summary(fork).state == "failed")
    let last = try #require(try test.records(fork).last)
    #expect(last.eventType == .turnFailed && last.turn == 1)
    #expect(last.json()?["error"]?["code"] == "interrupted")
    #expect(try test.store.summary(id).state == "running")
    _ = consume lock
  }
}

extension LogTailTests {
  static func lastRecord(_ path: String) -> LogRecord? {
    guard var reader = try? ReverseReader(path: path) else { return nil }
    return try? reader.next()
  }
}

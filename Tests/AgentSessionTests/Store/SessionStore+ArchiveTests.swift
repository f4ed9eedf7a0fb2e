import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentSession

@Suite struct SessionStoreArchiveTests {
  private static let compaction = Event(.compactionCompleted, ["after_tokens": 1])

  private func compacted(_ test: TestStore) throws -> String {
    let id = try test.make(title: "t")
    let log = test.log(id)
    try log.append([Event(.threadStarted, ["thread_id": .string(id), "model": "m"])], turn: 3)
    try log.append([.turnStarted(), .answer("a"), .turnCompleted], turn: 3)
    try log.append([Self.compaction, .note("kept")])
    return id
  }

  @Test func theSummaryStaysTheSame() throws {
    let test = TestStore()
    let id = try compacted(test)
    var before = try test.store.summary(id)
    let archive = try #require(try test.store.archive(id))
    #expect(archive.range == 1...5)
    let first = try test.records(id).first?.bytes
    #expect(archive.line == first)
    let after = try test.store.summary(id)
    #expect(before.bytes - after.bytes == archive.bytes)
    before.bytes = after.bytes
    #expect(after == before)
    #expect(try test.store.latest() == id)
  }

  @Test func turnsCountOn() throws {
    let test = TestStore()
    let id = try compacted(test)
    _ = try test.store.archive(id)
    let history = try SessionHistory(id, in: test.store)
    #expect(history.lastTurn == 3 && history.openTurn == nil && history.lastSequence == 7)
    #expect(history.records.types == ["compaction.completed", "notice"])
  }

  @Test func aDryRunSaysTheSame() throws {
    let test = TestStore(clock: Clock { Timestamp(milliseconds: 1_700_000_000_000) })
    let id = try compacted(test)
    let told = try #require(try test.store.archivable(id))
    let done = try #require(try test.store.archive(id))
    #expect(told.range == done.range && told.bytes == done.bytes && told.line == nil)
    #expect(try test.store.archivable(id) == nil)
    #expect(try test.store.archive(id) == nil)
  }

  @Test func leftoversOfAKilledOneGo() throws {
    let test = TestStore()
    let id = try compacted(test)
    try test.directory.write("runtime/sessions/\(id).ndjson.tmp-1-00000000", "half")
    _ = try test.store.archive(id)
    #expect(try Files.list(test.store.runtime.folder(.sessions)) == ["\(id).ndjson"])
  }

  @Test func notWhileATurnRuns() throws {
    let test = TestStore()
    let id = try compacted(test)
    let lock = try TurnLock.acquire(id, in: test.store)
    let error = #expect(throws: AgentError.self) { try test.store.archive(id) }
    #expect(error?.code == .sessionBusy)
    _ = consume lock
  }

  /// Appenders and the archiver at once: nothing is lost, and nobody writes to the old generation.
  @Test func whileOthersAppend() throws {
    let test = TestStore()
    let id = try compacted(test)
    let log = test.log(id)
    let writer = Thread.start { for number in 0..<200 { _ = try? log.append([.note("\(number)")]) } }
    for _ in 0..<10 {
      _ = try test.store.archive(id)
      try log.append([Self.compaction])
    }
    writer.join()
    #expect(try test.store.check(id).problems.isEmpty)
    #expect(try test.records(id).last?.sequence == 217)
  }
}

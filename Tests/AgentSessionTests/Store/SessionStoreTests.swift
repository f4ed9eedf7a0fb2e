import AgentJSON
import AgentCore
import AgentSystem
import AgentTesting
import Testing

@testable import AgentSession

@Suite struct SessionStoreTests {
  @Test func aNewSessionHoldsItsCreation() throws {
    let test = TestStore()
    let id = try test.store.create(title: "t", workingDirectory: "/w", forkedFrom: "other")
    let line = try #require(try test.records(id).first?.json())
    #expect(line["type"] == "session.created")
    #expect(line["title"] == "t")
    #expect(line["cwd"] == "/w")
    #expect(line["forked_from"] == "other")
    #expect(try test.store.ids() == [id])
  }

  @Test func idsAreUniqueUnderAClockThatStepsBack() throws {
    let ticks = Monitor(1_000_000_000_000)
    let test = TestStore(
      clock: Clock {
        Timestamp(
          milliseconds: ticks.withLock { tick in
            tick -= 3_600_000
            return tick
          })
      })
    var ids: [String] = []
    for _ in 0..<200 { ids.append(try test.make()) }
    #expect(Set(ids).count == 200)
    #expect(try test.store.ids() == ids.sorted())
    // The list goes by the files, which the kernel dates, and not by that clock.
    let first = ids[0]
    try test.log(first).append([.note("used again")])
    let summaries = try test.store.list()
    #expect(summaries.map(\.modified) == summaries.map(\.modified).sorted(by: >))
    #expect(summaries.first?.modified == (try test.store.summary(first).modified))
  }

  @Test func idsAreUniqueWithinAMillisecond() throws {
    let test = TestStore(clock: Clock { Timestamp(milliseconds: 5) })
    let ids = try (0..<100).map { _ in try test.make() }
    #expect(Set(ids).count == 100)
  }

  @Test func anIdCanBeAskedForOnce() throws {
    let test = TestStore()
    let id = "20260102T030405.678Z-1a2b"
    try test.store.create(id: id, workingDirectory: "/")
    let error = #expect(throws: AgentError.self) { try test.store.create(id: id, workingDirectory: "/") }
    #expect(error?.exitCode == .cannotCreate)
  }

  @Test func otherFilesAreNoSessions() throws {
    let test = TestStore()
    let id = try test.make()
    for name in ["notes.ndjson", "\(id).ndjson.damaged", "\(id).ndjson.tmp-1-2", "x"] {
      try test.directory.write("runtime/sessions/\(name)", "x")
    }
    #expect(try test.store.ids() == [id])
  }
}

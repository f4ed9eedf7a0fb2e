import AgentCore
import AgentSystem
import Glibc
import Testing

@testable import AgentSession

@Suite struct SummaryCacheTests {
  private func made(_ test: TestStore, _ count: Int) throws -> [String] {
    try (0..<count).map { try test.make(title: "title \($0)\t\n") }.sorted()
  }

  private func titles(_ test: TestStore) throws -> [String: String?] {
    Dictionary(uniqueKeysWithValues: try test.store.list().map { ($0.id, $0.title) })
  }

  /// What the cache says is what the logs say, whatever came, went and changed since it was written.
  @Test func followsTheLogs() throws {
    let test = TestStore()
    var ids = try made(test, 5)
    _ = try test.store.list()
    try test.store.rename(ids[1], to: "other")
    try test.store.delete(ids[2])
    try test.store.delete(ids[4])
    ids += try made(test, 2)
    let cached = try test.store.list()
    let again = try test.store.list()
    #expect(cached == again)
    unlink(test.cache)
    #expect(try test.store.list() == again)
    #expect(try titles(test)[ids[1]] == "other")
    #expect(again.count == 5)
  }

  @Test func unchangedIsNotWritten() throws {
    let test = TestStore()
    _ = try made(test, 3)
    _ = try test.store.list()
    let written = try Files.status(test.cache)?.st_ino
    _ = try test.store.list()
    #expect(try Files.status(test.cache)?.st_ino == written)
  }

  @Test func entriesStandInTheOrderOfIDs() throws {
    let test = TestStore()
    let ids = try made(test, 3)
    let listed = try test.store.list()
    var cache = SummaryCache(test.store.runtime)
    #expect(cache.entry(ids[0]) != nil)
    #expect(cache.entry("00000000T000000.000Z-0000") == nil)
    #expect(cache.entry(ids[2]) != nil)
    #expect(cache.entry(ids[1]) == nil)
    #expect(try test.store.list() == listed)
  }
}

extension TestStore {
  fileprivate var cache: String { "\(store.runtime.folder(.cache))/sessions.tsv" }
}

import AgentJSON
import AgentStore
import AgentSystem
import Testing

@testable import AgentMemory

/// Entries that are several documents of the index.
@Suite struct LongEntryTests {
  /// A text of many paragraphs, the one in the middle about something of its own.
  private static func long(_ subject: String) -> String {
    let filler = (0..<12).map { "Paragraph \($0) speaks of nothing in particular, and at some length. " }
    let paragraphs = filler.map { String(repeating: $0, count: 7) }
    return (paragraphs[..<6] + ["The \(subject) is kept in the cellar."] + paragraphs[6...]).joined(
      separator: "\n\n")
  }

  @Test func itIsFoundByAnyOfItsPartsOnce() throws {
    let bench = try MemoryBench()
    let text = Self.long("theodolite")
    try bench.add(text)
    try bench.add("A short one about a cellar.")
    #expect(try bench.found("where is the theodolite").first == text)
    #expect(try bench.found("paragraph in particular") == [text])
    #expect(try bench.found("cellar").count == 2)
    #expect(try bench.store.statistics()["entries"] == 2)
    #expect(try bench.store.findings().allSatisfy { $0.level == "ok" })
  }

  /// What was found of it is shown, and stands in a context that has no room for the whole.
  @Test func thePassageIsGivenOut() throws {
    let bench = try MemoryBench()
    try bench.add(Self.long("theodolite"))
    try bench.add("short: no theodolite")
    let hits = try bench.search("theodolite in the cellar")
    let passage = try #require(hits.first?.passage)
    #expect(passage.contains("The theodolite is kept") && passage.utf8.count <= TextParts.size * 5 / 4)
    #expect(hits.last?.passage == nil)
    for (budget, hasAll) in [(5000, true), (600, false)] {
      let context = MemoryContext(
        budget: budget, pinned: [], found: hits, tokenizer: bench.store.index.tokenizer)
      #expect(context.text.contains("theodolite is kept in the cellar"))
      #expect(context.text.contains("Paragraph 11") == hasAll)
      #expect(context.entries.count == 2 && context.tokens <= budget)
    }
    let small = MemoryContext(
      budget: 5000, bytes: 1500, pinned: [], found: hits, tokenizer: bench.store.index.tokenizer)
    #expect(small.text.utf8.count <= 1500 && small.entries.count == 2)
  }

  @Test func aPassageCountsAsMuchAsAShortEntry() throws {
    let bench = try MemoryBench()
    let text = Self.long("theodolite")
    try bench.add(text)
    for number in 0..<20 { try bench.add("note \(number): a theodolite is a thing, and so is an anvil") }
    #expect(try bench.found("theodolite kept in the cellar").first == text)
  }

  @Test func whatHappensToItHappensToItsParts() throws {
    let bench = try MemoryBench()
    let id = try bench.add(Self.long("theodolite")).id
    let store = bench.store
    try store.change { _ = try store.edit(store.resolve(id), Self.edit(Self.long("sextant"))) }
    #expect(try bench.found("theodolite").isEmpty)
    #expect(try bench.found("sextant").count == 1)
    #expect(try bench.found("theodolite") { $0.includesAll = true }.count == 1)
    try store.change { try store.delete(store.resolve(id)) }
    #expect(try bench.found("sextant").isEmpty)
    try store.change { try store.restore(store.resolve(id)) }
    #expect(try bench.found("sextant").count == 1)
    try store.change { try store.rebuildIndex() }
    #expect(try bench.found("sextant").count == 1 && bench.found("theodolite").isEmpty)
    #expect(try store.findings().allSatisfy { $0.level == "ok" })
    try store.change { try store.purge(store.resolve(id)) }
    #expect(try bench.found("sextant paragraph") { $0.includesAll = true }.isEmpty)
    #expect(try store.database.int("SELECT count(*) FROM part") == 0)
    #expect(try store.findings().allSatisfy { $0.level == "ok" })
  }

  @Test func timesFilterItsPartsToo() throws {
    let bench = try MemoryBench()
    try bench.add(Self.long("theodolite")) { $0.time = Timestamp("2020-01-01T00:00:00Z") }
    let edge = Timestamp("2021-01-01T00:00:00Z")
    #expect(try bench.found("theodolite") { $0.until = edge }.count == 1)
    #expect(try bench.found("theodolite") { $0.since = edge }.isEmpty)
  }

  private static func edit(_ text: String) -> MemoryStore.Edit {
    var edit = MemoryStore.Edit()
    edit.text = text
    return edit
  }
}

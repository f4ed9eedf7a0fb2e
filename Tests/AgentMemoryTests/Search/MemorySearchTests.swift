import AgentSystem
import Testing

@testable import AgentMemory

@Suite struct MemorySearchTests {
  @Test func scopesAnswerWithThoseAboveThem() throws {
    let bench = try MemoryBench()
    for scope in ["global", "team", "team/alpha", "team/beta", "other"] {
      try bench.add("a secret of \(scope)") { $0.scope = scope }
    }
    let found = try bench.found("secret") { $0.scopes = MemoryScope.withAncestors("team/alpha") }
    #expect(Set(found) == ["a secret of global", "a secret of team", "a secret of team/alpha"])
    #expect(try bench.found("secret") { $0.scopes = nil }.count == 5)
    #expect(try bench.found("secret") { $0.scopes = ["nosuch"] }.isEmpty)
  }

  @Test func neighboursOfTheSameSourceHelp() throws {
    let bench = try MemoryBench()
    var additions = ["where did you go", "to a lake", "what was it like"].map { text in
      var addition = MemoryAddition(text: text)
      addition.source = "talk-1"
      return addition
    }
    additions.append(MemoryAddition(text: "nothing of the kind"))
    try bench.store.change { _ = try bench.store.add(additions, scope: "global") }
    let hits = try bench.search("lake")
    // What follows counts a little more: an answer stands behind its question.
    #expect(hits.map(\.entry.text) == ["to a lake", "what was it like", "where did you go"])
    #expect(hits[1].parts.neighbours > 0)
  }

  @Test func whoIsNamedCountsMore() throws {
    let bench = try MemoryBench()
    for name in ["Ann", "Bob"] {
      try bench.add("\(name): my dog barks a lot") { addition in
        addition.source = "talk-\(name)"
        addition.actor = name
      }
    }
    let hits = try bench.search("does the dog of Bob bark")
    #expect(hits.first?.entry.actor == "Bob")
    #expect(hits.first?.parts.actor == 1.5)
  }

  @Test func freshnessOnlyBreaksTies() throws {
    let bench = try MemoryBench()
    try bench.add("the meeting is on Monday") { $0.time = Timestamp("2020-01-01T00:00:00Z") }
    try bench.add("the meeting is on Friday")
    #expect(
      try bench.found("meeting") { $0.usesRecency = true } == [
        "the meeting is on Friday", "the meeting is on Monday",
      ])
    #expect(try bench.found("meeting Monday") { $0.usesRecency = true }.first == "the meeting is on Monday")
  }

  @Test func timesAndKindsAreFilters() throws {
    let bench = try MemoryBench()
    try bench.add("an old cloud") { $0.time = Timestamp("2020-01-01T00:00:00Z") }
    try bench.add("a decided cloud") { $0.kind = .decision }
    let edge = Timestamp("2021-01-01T00:00:00Z")
    #expect(try bench.found("cloud") { $0.since = edge } == ["a decided cloud"])
    #expect(try bench.found("cloud") { $0.until = edge } == ["an old cloud"])
    #expect(try bench.found("cloud") { $0.kinds = [.decision] } == ["a decided cloud"])
    #expect(try bench.found("cloud decided") { $0.minimumScore = 0.9 } == ["a decided cloud"])
  }

  @Test func partsMakeUpTheScore() throws {
    let bench = try MemoryBench()
    try bench.add("the cloud over the river") { $0.isPinned = true }
    let hit = try #require(try bench.search("cloud") { $0.usesRecency = true }.first)
    let parts = hit.parts
    #expect(
      abs(hit.score - (parts.lexical * parts.actor + parts.neighbours + parts.recency + parts.pinned)) < 1e-5)
    #expect(parts.pinned > 0 && parts.recency > 0)
  }

  /// Entries on the same matter in other words are found by what was learnt, and only then.
  @Test func whatWasLearntFindsOtherWords() throws {
    let bench = try MemoryBench()
    let filler =
      "with many more words about it that make this an entry of some length for the sake of learning"
    for number in 0..<60 {
      let isCar = number % 2 == 0
      let words =
        isCar ? ["automobile", "engine", "wheel", "garage"] : ["violin", "concert", "melody", "orchestra"]
      let own = isCar && number % 4 == 0 ? "vehicle" : ""
      try bench.add(
        "\(own) \(words[number % 4]) \(words[(number / 2) % 4]) \(words[(number + 1) % 4]) item\(number) \(filler) \(filler)"
      )
    }
    let quiet = try bench.search("vehicle") {
      $0.limit = 60; $0.weights.neighbours = 0
    }
    #expect(quiet.count == 15)
    #expect(try bench.store.change { try bench.store.learn() } == 60)
    var query = MemoryQuery("vehicle")
    query.limit = 30
    query.weights.semantic = 0.5
    let result = try MemorySearch(bench.store).results(for: query)
    #expect(result.legs == ["bm25", "lsa"])
    #expect(result.hits.count == 30)
    #expect(
      result.hits.allSatisfy { !$0.entry.text.contains("violin") && !$0.entry.text.contains("concert") })
  }

  @Test func aMissingLegIsTold() throws {
    let bench = try MemoryBench()
    for number in 0..<10 { try bench.add("entry \(number)") }
    let vectors = try bench.store.vectors(from: FixedEmbedder())
    try bench.store.change { _ = try bench.store.store(vectors, of: FixedEmbedder()) }
    let without = try MemorySearch(bench.store).results(for: MemoryQuery("entry"))
    #expect(without.notices.first?.contains("fixed") == true)
    #expect(without.hits.count == 10)
    let with = try MemorySearch(bench.store, embedder: FixedEmbedder()).results(for: MemoryQuery("entry 3"))
    #expect(with.notices.isEmpty)
    #expect(with.legs == ["bm25", "fixed"])
    #expect(with.hits.first?.entry.text == "entry 3")
  }

  private struct FixedEmbedder: Embedder {
    let name = "fixed"
    func vectors(for texts: [String], asQuestions: Bool) -> [[Float]] {
      texts.map { text in
        let last = Int(text.utf8.last ?? 0) & 7
        return (0..<8).map { $0 == last ? 1 : 0.1 }
      }
    }
  }
}

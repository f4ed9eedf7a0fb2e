import AgentSession
import AgentSystem
import Testing

@testable import AgentIndex

@Suite struct SearchRankingTests {
  @Test func theThresholdKeepsSoMany() {
    let values = (0..<1000).map { Float(($0 * 7919) % 1000) / 10 }
    for count in [1, 2, 10, 999, 1000, 2000] {
      let least = SearchRanking.threshold(Array(values.indices), values, keeping: count)
      #expect(values.count { $0 >= least } == min(count, 1000))
    }
    let same = [Float](repeating: 3, count: 50)
    #expect(SearchRanking.threshold(Array(same.indices), same, keeping: 10) <= 3)
    #expect(SearchRanking.threshold([], [], keeping: 10) == 0)
  }

  /// A question and its answer together go before either alone.
  @Test func aTurnCountsWhatItsRolesSay() throws {
    let scene = IndexScene()
    let both = try scene.make("one", ("why is the printer jammed", "the printer was jammed by a staple"))
    try scene.make("two", ("why is the printer jammed", "nobody knows"))
    try scene.make("three", ("tell me", "the printer was jammed by a staple"))
    let hits = try scene.result("printer jammed").hits
    #expect(hits.count == 3)
    #expect(hits.first?.session == both)
    #expect(hits.first?.turn == 1)
    #expect(zip(hits, hits.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  /// What scores alike is in the order of time, newest first.
  @Test func newestFirst() throws {
    let scene = IndexScene()
    let ids = try (0..<3).map { _ in try scene.make(nil, ("the same words", "yes")) }
    let hits = try scene.result("same words").hits
    let times = hits.compactMap(\.time)
    #expect(times == times.sorted(by: >))
    #expect(Set(hits.map(\.session)) == Set(ids))
  }

  @Test func filters() throws {
    let scene = IndexScene()
    let first = try scene.make("apples of the first", ("apples?", "no apples"))
    let second = try scene.make("second", ("more apples", "none"))
    func sessions(_ change: (inout SearchQuery) -> Void) throws -> Set<String> {
      Set(try scene.result("apples", change).hits.map(\.session))
    }
    #expect(try sessions { _ in } == [first, second])
    #expect(try sessions { $0.sessions = [second] } == [second])
    #expect(try sessions { $0.roles = [.assistant] } == [first])
    #expect(try sessions { $0.roles = [.tool] } == [])
    #expect(try scene.result("apples") { $0.roles = [.title] }.hits.map(\.turn) == [nil])
    #expect(try scene.result("apples") { $0.limit = 1 }.hits.count == 1)
    let now = Clock.system.now()
    #expect(try sessions { $0.since = now + -3_600_000 } == [first, second])
    #expect(try sessions { $0.since = now + 3_600_000 } == [])
    #expect(try sessions { $0.until = now + -3_600_000 } == [])
    #expect(try sessions { ($0.since, $0.until) = (now + -3_600_000, now + 3_600_000) } == [first, second])
    #expect(try sessions { ($0.since, $0.until) = (now + 3_600_000, now) } == [])
  }
}

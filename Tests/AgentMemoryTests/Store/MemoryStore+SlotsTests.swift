import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentMemory

/// Memories that follow one another under one key, each with the time from which on it held.
@Suite struct MemoryStoreSlotsTests {
  private static let lines = [
    #"{"id":"rome","key":"home","text":"Ann lives in Rome","timestamp":"2024-01-01T00:00:00Z"}"#,
    #"{"id":"oslo","key":"home","text":"Ann lives in Oslo","timestamp":"2024-06-01T00:00:00Z"}"#,
    #"{"id":"kyiv","key":"home","text":"Ann lives in Kyiv","timestamp":"2025-06-01T00:00:00Z"}"#,
  ]

  private func addition(_ line: String) throws -> MemoryAddition {
    try MemoryAddition(parsing: JSON(parsing: line), now: Timestamp(milliseconds: 0))
  }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func whateverTheirOrderEachHoldsUntilTheNext(_ order: [Int]) throws {
    let bench = try MemoryBench()
    for index in order { try bench.add(addition(Self.lines[index])) }
    func held(_ day: String) throws -> [String] {
      let time = try #require(Timestamp("\(day)T00:00:00Z"))
      return try bench.search("where does Ann live") { $0.asOf = time }.map(\.entry.id)
    }
    #expect(try held("2023-12-31").isEmpty)
    #expect(try held("2024-01-01") == ["rome"])
    #expect(try held("2024-05-31") == ["rome"])
    #expect(try held("2024-06-01") == ["oslo"])
    #expect(try held("2025-05-31") == ["oslo"])
    #expect(try held("2025-12-01") == ["kyiv"])
    #expect(try bench.found("where does Ann live") == ["Ann lives in Kyiv"])
    #expect(try bench.store.resolve("kyiv").supersedes == "oslo")
    #expect(try bench.store.resolve("oslo").supersedes == "rome")
    #expect(try bench.store.resolve("rome").supersededBy == "oslo")
    #expect(try bench.store.resolve("oslo").supersededBy == "kyiv")
  }

  @Test func whatIsOverIsTold() throws {
    let bench = try MemoryBench()
    try bench.add(addition(Self.lines[2]))
    let late = try bench.add(addition(Self.lines[0]))[0]
    #expect(late.operation == .add && late.superseded.isEmpty && late.supersededBy == "kyiv")
    #expect(late.record["superseded_by"] == "kyiv")
    // What names no time is of now.
    #expect(try bench.add("Ann lives in Bern") { $0.key = "home" }.superseded == ["kyiv"])
  }

  @Test func whatIsBroughtBackHasItsKeyAlone() throws {
    let bench = try MemoryBench()
    for line in Self.lines { try bench.add(addition(line)) }
    try bench.store.change { try bench.store.restore(bench.store.resolve("rome")) }
    #expect(try bench.found("where does Ann live") == ["Ann lives in Rome"])
    #expect(try bench.store.resolve("kyiv").supersededBy == "rome")
  }

  /// A document that has become shorter leaves nothing behind that it does not say any more.
  @Test func partsThatADocumentHasNoMoreAreDeleted() throws {
    let bench = try MemoryBench()
    func add(_ parts: Int, _ word: String) throws -> [MemoryReceipt] {
      let additions = try (1...parts).map { part in
        let more = part == parts ? #","parts":\#(parts)"# : ""
        return try addition(
          #"{"type":"document","doc":"/d","text":"\#(word) pump \#(part)","part":\#(part)\#(more)}"#)
      }
      return try bench.store.change { try bench.store.add(additions, scope: "global") }
    }
    _ = try add(12, "old")
    try bench.add("another pump") { $0.id = "/d#x" }
    #expect(try add(2, "new").map(\.removed).last == (3...12).map { "/d#\($0)" })
    #expect(try Set(bench.found("pump")) == ["new pump 1", "new pump 2", "another pump"])
    #expect(try add(2, "new").allSatisfy { $0.operation == .noop && $0.removed.isEmpty })
    _ = try add(3, "longer")
    #expect(try bench.found("longer pump").filter { $0.hasPrefix("longer") }.count == 3)
  }

  @Test func aDeletedOneHoldsNoPlace() throws {
    let bench = try MemoryBench()
    try bench.add(addition(Self.lines[2]))
    try bench.store.change { try bench.store.delete(bench.store.resolve("kyiv")) }
    #expect(try bench.add(addition(Self.lines[0]))[0].supersededBy == nil)
    #expect(try bench.found("where does Ann live") == ["Ann lives in Rome"])
  }

  /// The same id with other words: the time of the line says since when they hold.
  @Test func anIdAgainHoldsFromItsTime() throws {
    let bench = try MemoryBench()
    try bench.add(addition(#"{"id":"e","text":"tea is green","timestamp":"2024-01-01T00:00:00Z"}"#))
    try bench.add(addition(#"{"id":"e","text":"tea is black","timestamp":"2024-06-01T00:00:00Z"}"#))
    let between = try #require(Timestamp("2024-03-01T00:00:00Z"))
    let after = try #require(Timestamp("2024-07-01T00:00:00Z"))
    #expect(try bench.found("tea") { $0.asOf = between } == ["tea is green"])
    #expect(try bench.found("tea") { $0.asOf = after } == ["tea is black"])
  }

  /// What a line says of an entry that is there is never passed over, and what it does not say stays.
  @Test(arguments: [
    #"{"id":"e","text":"tea","scope":"team/x"}"#, #"{"id":"e","text":"tea","pinned":true}"#,
    #"{"id":"e","text":"tea","expires":"2099-01-01T00:00:00Z"}"#, #"{"id":"e","text":"tea","actor":"Ann"}"#,
    #"{"id":"e","text":"tea","timestamp":"2020-01-01T00:00:00Z"}"#, #"{"id":"e","text":"tea","session":"s"}"#,
    #"{"id":"e","text":"tea","kind":"fact"}"#,
  ])
  func anIdAgainTakesEachMember(_ line: String) throws {
    let bench = try MemoryBench()
    try bench.add("tea") { $0.id = "e" }
    let addition = try addition(line)
    #expect(try bench.add(addition)[0].operation == .update)
    let entry = try bench.store.resolve("e")
    if let scope = addition.scope { #expect(entry.scope == scope) }
    if let time = addition.time { #expect(entry.created == time) }
    #expect(entry.isPinned == addition.isPinned && entry.expires == addition.expires)
    #expect(entry.actor == addition.actor && entry.session == addition.session)
    #expect(entry.kind == addition.kind ?? .note)
    // And again it changes nothing.
    #expect(try bench.add(addition)[0].operation == .noop)
  }

  @Test func anIdAgainTakesThePlaceOfItsKey() throws {
    let bench = try MemoryBench()
    try bench.add(addition(#"{"id":"a","key":"k","text":"tea is green"}"#))
    try bench.add(addition(#"{"id":"b","key":"k","text":"tea is black"}"#))
    // The lines once more change nothing.
    #expect(try bench.add(addition(#"{"id":"a","key":"k","text":"tea is green"}"#))[0].operation == .noop)
    #expect(try bench.found("tea") == ["tea is black"])
    #expect(try bench.add(addition(#"{"id":"a","key":"k","text":"tea is white"}"#))[0].superseded == ["b"])
    #expect(try bench.found("tea") == ["tea is white"])
  }

  @Test func anIdAgainComesBackWhereItWasDeleted() throws {
    let bench = try MemoryBench()
    try bench.add("tea") { $0.id = "e" }
    try bench.store.change { try bench.store.delete(bench.store.resolve("e")) }
    #expect(try bench.add("tea") { $0.id = "e" }.operation == .update)
    #expect(try bench.found("tea") == ["tea"])
  }

  @Test func whatALineDoesNotSayStays() throws {
    let bench = try MemoryBench()
    var first = MemoryAddition(text: "tea")
    (first.id, first.kind, first.scope, first.isPinned) = ("e", .fact, "team/x", true)
    try bench.add(first)
    #expect(try bench.add("tea") { $0.id = "e" }.operation == .noop)
    #expect(try bench.add("green tea") { $0.id = "e" }.operation == .update)
    let entry = try bench.store.resolve("e")
    #expect(entry.kind == .fact && entry.scope == "team/x" && entry.isPinned)
  }
}

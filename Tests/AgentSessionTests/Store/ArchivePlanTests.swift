import AgentCore
import AgentJSON
import Testing

@testable import AgentSession

@Suite struct ArchivePlanTests {
  private static let compaction = Event(.compactionCompleted, ["after_tokens": 1])
  private static func queued(_ id: String) -> Event { QueuedInput(id: id, text: id).event }
  private static func taken(_ id: String) -> Event { Event(.inputTaken, ["id": .string(id)]) }

  /// The number of the first event that stays, after `session.created` and the given events.
  @Test(
    arguments: [
      ([.note("a")], nil), ([compaction], 2), ([.note("a"), .note("b"), compaction, .note("c")], 4),
      ([compaction, .note("a"), compaction], 4), ([queued("x"), .note("a"), compaction], 2),
      ([queued("x"), taken("x"), compaction], 4), ([queued("x"), compaction, taken("x")], 2),
      ([queued("x"), compaction, taken("x"), compaction], 5),
      ([.note("a"), queued("x"), queued("y"), taken("x"), compaction], 4),
    ] as [([Event], Int?)])
  func whereToCut(_ events: [Event], _ end: Int?) throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append(events)
    var search = ArchiveSearch()
    for record in try test.records(id) { search.add(record) }
    #expect(search.end == end)
    let plan = try ArchivePlan.make(id, path: test.store.path(id))
    #expect(plan?.range == end.map { 1...$0 - 1 })
    let offset = try test.records(id).first { $0.sequence == end }?.offset
    #expect(plan?.keptOffset == offset)
  }

  @Test func whatGoesMustBeSound() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([.note("a"), .note("b"), Self.compaction, .note("c")])
    let bytes = try test.bytes(id)
    let records = try test.records(id)
    func plan(_ change: (inout [UInt8]) -> Void) throws -> ArchivePlan? {
      var changed = bytes
      change(&changed)
      try test.write(changed, to: id)
      return try ArchivePlan.make(id, path: test.store.path(id))
    }
    #expect(throws: AgentError.self) { try plan { $0[records[1].offset + 5] ^= 1 } }
    #expect(throws: AgentError.self) {
      try plan { $0.removeSubrange(records[1].offset..<records[2].offset) }
    }
    #expect(throws: AgentError.self) { try plan { $0.removeSubrange(..<records[1].offset) } }
    #expect(try plan { $0[records[4].offset + 5] ^= 1 }?.range == 1...3)
  }
}

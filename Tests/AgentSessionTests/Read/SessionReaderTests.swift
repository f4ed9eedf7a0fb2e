import AgentJSON
import AgentCore
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct SessionReaderTests {
  @Test func readsFromANumber() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append((1...10).map { .note("\($0)") })
    #expect(try test.records(id, from: 8).sequences == [8, 9, 10, 11])
    #expect(try test.records(id, from: 12).isEmpty)
  }

  @Test func tellsWhereARecordStands() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let bytes = try test.bytes(id)
    for record in try test.records(id) {
      #expect(Array(bytes[record.offset..<record.offset + record.bytes.count]) == record.bytes)
    }
    #expect(try test.records(id).map(\.number) == [1, 2, 3, 4])
  }

  @Test func damageInTheMiddleHidesNothingAfterIt() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    var bytes = try test.bytes(id)
    let second = try test.records(id)[1]
    bytes[second.offset + 30] ^= 4
    try test.write(bytes, to: id)
    let records = try test.records(id)
    #expect(records.map(\.isIntact) == [true, false, true, true])
    #expect(records[1].number == 2)
    #expect(records[1].json() == nil)
  }

  @Test func anArchivedLogBeginsWithTheArchive() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append((1...9).map { .note("\($0)") })
    let kept = try test.records(id, from: 7).map { $0.bytes + [0x0a] }
    let archive = Event(
      .sessionArchived,
      ["from": 1, "to": 6, "title": "old", "cwd": "/w", "created": "2026-01-01T00:00:00.000Z", "turns": 3])
    let line = EventEncoder.encode(
      archive, at: .sequence(6), time: test.store.clock.now(), session: id, turn: nil)
    try test.write(line + [0x0a] + Array(kept.joined()), to: id)
    #expect(try test.records(id, from: 2).sequences == [6, 7, 8, 9, 10])
    #expect(try test.records(id, from: 2).first?.type == "session.archived")
    #expect(try test.records(id, from: 8).sequences == [8, 9, 10])
    #expect(try test.log(id).append([.note("next")]).first?.sequence == 11)
    let summary = try test.store.summary(id)
    #expect(summary.title == "old")
    #expect(summary.turns == 3)
    #expect(summary.created == Timestamp("2026-01-01T00:00:00.000Z"))
  }

  @Test func readsLinesLongerThanItsChunks() throws {
    let test = TestStore()
    let id = try test.make()
    let texts = [700_000, 10, 262_144, 1, 900_000].map { String(repeating: "y", count: $0) }
    for text in texts { try test.log(id).append([.note(text)]) }
    #expect(try test.records(id).messages == texts)
    var reverse = try ReverseReader(path: test.store.path(id))
    var messages: [String] = []
    while let record = try reverse.next() { messages += [record].messages }
    #expect(messages == texts.reversed())
  }

  @Test func passesOverEndlessJunk() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let bytes = try test.bytes(id)
    try test.write(bytes + [UInt8](repeating: 0, count: 9 << 20) + [0x0a] + bytes, to: id)
    let records = try test.records(id)
    #expect(records.count(where: \.isIntact) == 8)
    #expect(records.contains { !$0.isIntact })
  }
}

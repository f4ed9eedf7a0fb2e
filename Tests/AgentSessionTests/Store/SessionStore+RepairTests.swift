import AgentJSON
import AgentCore
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct SessionStoreRepairTests {
  /// Damages a log of six events, has it mended, and gives back what became of it.
  private func mended(_ damage: (inout [UInt8], [LogRecord]) -> Void) throws -> (
    before: [LogRecord], after: [LogRecord], kept: [UInt8], damaged: [UInt8]
  ) {
    let test = TestStore()
    let id = try test.make(title: "t")
    try test.log(id).append((1...5).map { .note("\($0)") })
    let before = try test.records(id)
    var bytes = try test.bytes(id)
    damage(&bytes, before)
    try test.write(bytes, to: id)
    #expect(!(try test.store.check(id).problems.isEmpty))
    let kept = try test.store.repair(id)
    #expect(try test.store.check(id).problems.isEmpty)
    #expect(kept == test.store.path(id) + ".damaged")
    return (before, try test.records(id), try Files.read(kept), bytes)
  }

  @Test func aDamagedRecordLeavesItsNumber() throws {
    let result = try mended { bytes, records in bytes[records[2].offset + 9] ^= 0x10 }
    #expect(result.after.sequences == [1, 2, 3, 4, 5, 6])
    #expect(result.after[2].type == "session.repaired")
    #expect(result.after[2].json()?["bytes"]?.int == result.before[2].bytes.count)
    #expect(result.after[3].bytes == result.before[3].bytes)
    #expect(result.kept == result.damaged)
  }

  @Test func aLostLineIsFilled() throws {
    let result = try mended { bytes, records in
      bytes.removeSubrange(records[1].offset..<records[3].offset)
    }
    #expect(result.after.sequences == [1, 2, 3, 4, 5, 6])
    #expect(result.after.types[1...2] == ["session.repaired", "session.repaired"])
  }

  @Test func aLostBeginningIsMadeAnew() throws {
    let result = try mended { bytes, records in bytes.removeSubrange(..<records[1].offset) }
    #expect(result.after.sequences == [1, 2, 3, 4, 5, 6])
    #expect(result.after.first?.type == "session.created")
  }

  @Test func junkBetweenLinesIsTold() throws {
    let result = try mended { bytes, records in
      bytes.insert(contentsOf: Array("junk\n".utf8), at: records[2].offset)
    }
    #expect(result.after.sequences == [1, 2, 3, 4, 5, 6, 7])
    #expect(result.after.last?.json()?["bytes"]?.int == 4)
  }

  @Test func numbersThatNoLogHasAreRefused() throws {
    let test = TestStore()
    let id = try test.make()
    let before = try test.bytes(id)
    for number in [100_002, 99_999_999_999] {
      let line = "{\"type\":\"x\",\"v\":1,\"seq\":\(number + 1),\"session\":\"\(id)\""
      try test.write(before + LogLineTests.sealed(line) + [0x0a], to: id)
      #expect(throws: AgentError.self) { try test.store.repair(id) }
      #expect(try test.store.check(id).problems == [.missing(from: 2, to: number)])
    }
  }

  /// Found by fuzzing: what another session's record says does not push out one of our own.
  @Test func ourOwnRecordIsKeptBeforeAnothersOfItsNumber() throws {
    let result = try mended { bytes, records in
      let foreign = LogLineTests.sealed("{\"type\":\"notice\",\"v\":1,\"seq\":3,\"code\":\"foreign\"")
      bytes.insert(contentsOf: foreign + [0x0a], at: records[2].offset)
    }
    #expect(result.after.map(\.bytes).starts(with: result.before.map(\.bytes)))
    #expect(result.after.last?.type == "session.repaired")
  }

  @Test func anAppendGoesOnBehindWhatHasNoNumber() throws {
    let test = TestStore()
    let id = try test.make()
    for beginning in [
      "{\"type\":\"x\",\"seq\":9223372036854775807", "nonsense", "{\"type\":\"x\",\"seq\":-1",
    ] {
      try test.write(try test.bytes(id) + LogLineTests.sealed(beginning) + [0x0a], to: id)
      let last = try test.records(id).sequences.last ?? 0
      #expect(try test.log(id).append([.note("next")])[0].sequence == last + 2)
      #expect(try test.store.check(id).problems.isEmpty)
    }
  }

  @Test func aLogTwiceInAFileIsThereOnce() throws {
    let result = try mended { bytes, _ in bytes += bytes }
    #expect(result.after.map(\.bytes) == result.before.map(\.bytes))
  }

  @Test func whatIsNoLogBecomesAnEmptyOne() throws {
    let result = try mended { bytes, _ in bytes = Array("a\nb\n".utf8) }
    #expect(result.after.types == ["session.created", "session.repaired"])
  }

  @Test func anEmptyFileBecomesAnEmptyLog() throws {
    let result = try mended { bytes, _ in bytes = [] }
    #expect(result.after.types == ["session.created"])
  }

  @Test func theDateOfTheLogStays() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    try test.write(try test.bytes(id) + [0, 0], to: id)
    let before = try test.store.summary(id).modified
    _ = try test.store.repair(id)
    #expect(try test.store.summary(id).modified == before)
    try test.write([0], to: id)
    #expect(try test.store.repair(id).hasSuffix(".damaged-2"))
  }

  @Test func notWhileATurnRuns() throws {
    let test = TestStore()
    let id = try test.make()
    let lock = try TurnLock.acquire(id, in: test.store)
    let error = #expect(throws: AgentError.self) { try test.store.repair(id) }
    #expect(error?.code == .sessionBusy)
    _ = consume lock
  }

  /// Records that stand in the wrong order are all there afterwards, and nothing is made up.
  @Test func orderIsRestored() throws {
    let result = try mended { bytes, records in
      let lines = records.map { $0.bytes + [0x0a] }
      bytes = lines[0] + lines[2] + lines[1] + lines[3] + lines[5] + lines[4]
    }
    #expect(result.after.map(\.bytes) == result.before.map(\.bytes))
  }
}

import AgentCore
import AgentJSON
import Testing

@testable import AgentSession

@Suite struct SessionHistoryTests {
  private static let compaction = Event(.compactionCompleted, ["after_tokens": 10])

  @Test func aFreshSessionHasNoTurns() throws {
    let test = TestStore()
    let history = try SessionHistory(try test.make(), in: test.store)
    #expect(history.lastTurn == 0)
    #expect(history.lastSequence == 1)
    #expect(history.openTurn == nil)
    #expect(history.records.types == ["session.created"])
  }

  @Test func beginsWithTheNewestCompaction() throws {
    let test = TestStore()
    let id = try test.make()
    let log = test.log(id)
    try log.append([.turnStarted(), .answer("one"), .turnCompleted], turn: 1)
    try log.append([Self.compaction])
    try log.append([.turnStarted(), .answer("two")], turn: 2)
    try log.append([Self.compaction], turn: 2)
    try log.append([.answer("three"), .turnCompleted], turn: 2)
    let history = try SessionHistory(id, in: test.store)
    #expect(history.records.types == ["compaction.completed", "item.completed", "turn.completed"])
    #expect(history.lastTurn == 2)
    #expect(history.openTurn == nil)
  }

  @Test func findsATurnThatWasLeftOpenBehindACompaction() throws {
    let test = TestStore()
    let id = try test.make()
    let log = test.log(id)
    try log.append([.turnStarted(), .turnCompleted], turn: 1)
    try log.append([.turnStarted(), Self.compaction, .answer("x")], turn: 2)
    try log.append([.note("from elsewhere")])
    let history = try SessionHistory(id, in: test.store)
    #expect(history.openTurn?.turn == 2)
    #expect(history.openTurn?.records.types == ["turn.started", "compaction.completed", "item.completed"])
    #expect(history.records.types == ["compaction.completed", "item.completed", "notice"])
  }

  @Test func inputThatNobodyTookIsFoundBehindACompaction() throws {
    let test = TestStore()
    let id = try test.make()
    let log = test.log(id)
    try log.append([.turnStarted(), QueuedInput(id: "a", text: "A").event, .turnCompleted], turn: 1)
    try log.append([QueuedInput(id: "b", text: "B").event, QueuedInput(id: "b", text: "B").taken])
    try log.append([Self.compaction])
    try log.append([QueuedInput(id: "c", text: nil, interrupt: .finish).event])
    let inputs = try SessionHistory(id, in: test.store).untakenInputs
    #expect(inputs.map(\.id) == ["a", "c"])
    #expect(inputs[1].interrupt == .finish)
  }

  @Test func countsDamageAndGoesOn() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    var bytes = try test.bytes(id)
    bytes[try test.records(id)[2].offset + 20] ^= 1
    try test.write(bytes, to: id)
    let history = try SessionHistory(id, in: test.store)
    #expect(history.damagedCount == 1)
    #expect(history.records.sequences == [1, 2, 4])
  }

  @Test func beginsWithATurnOnceTheWindowIsFull() throws {
    let test = TestStore()
    let id = try test.make()
    let log = test.log(id)
    let long = String(repeating: "x", count: 10_000)
    try log.append([QueuedInput(id: "a", text: "A").event])
    try log.append([.turnStarted(), QueuedInput(id: "a", text: "A").taken, .answer(long)], turn: 1)
    for turn in 2...4 { try log.append([.turnStarted(), .answer(long), .turnCompleted], turn: turn) }
    func history(_ window: Int?) throws -> SessionHistory {
      try SessionHistory(id, in: test.store, window: window)
    }
    #expect(try history(nil).unreadTurns == 0)
    #expect(try history(1 << 20).records.types.first == "session.created")
    let half = try history(15_000)
    #expect(half.unreadTurns == 2)
    #expect(half.records.types.first == "turn.started")
    #expect(half.records.count == 6)
    #expect(half.lastTurn == 4)
    // The last turn is read whole however small the window is.
    #expect(try history(1).unreadTurns == 3)
    // What a turn took was queued before it began.
    #expect(try history(35_000).records.types.first == "session.created")
    #expect(try history(35_000).unreadTurns == 0)
  }

  @Test func anOpenTurnIsReadWhole() throws {
    let test = TestStore()
    let id = try test.make()
    for turn in 1...2 { try test.log(id).append([.turnStarted(), .answer("x"), .answer("y")], turn: turn) }
    let history = try SessionHistory(id, in: test.store, window: 1)
    #expect(history.openTurn?.turn == 2)
    #expect(history.openTurn?.records.count == 3)
  }

  @Test func readsOnlyTheEndOfALongLog() throws {
    let test = TestStore()
    let id = try test.make()
    let log = test.log(id)
    let long = String(repeating: "x", count: 200_000)
    for turn in 1...20 { try log.append([.turnStarted(), .answer(long), .turnCompleted], turn: turn) }
    try log.append([Self.compaction])
    try log.append([.turnStarted(), .turnCompleted], turn: 21)
    // What is far behind the compaction cannot be read any more, and is not missed.
    var bytes = try test.bytes(id)
    for index in 0..<1_000_000 { bytes[index] = 0 }
    try test.write(bytes, to: id)
    let history = try SessionHistory(id, in: test.store)
    #expect(history.damagedCount == 0)
    #expect(history.records.types == ["compaction.completed", "turn.started", "turn.completed"])
  }
}

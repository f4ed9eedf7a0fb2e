import AgentJSON
import AgentCore
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct SessionFollowerTests {
  private static let patience = 20_000

  private func next(_ follower: SessionFollower) throws -> [LogRecord] {
    try follower.next(until: .after(milliseconds: Self.patience))
  }

  @Test func givesWhatIsThereAndWhatComes() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let follower = try SessionFollower(test.store, .session(id, from: 3))
    #expect(try next(follower).sequences == [3, 4])
    let log = test.log(id)
    let writer = Thread.start { _ = try? log.append([.note("new")]) }
    #expect(try next(follower).messages == ["new"])
    writer.join()
    #expect(try follower.next(until: .after(milliseconds: 0)).isEmpty)
  }

  @Test func fromNowOnMeansFromNowOn() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let follower = try SessionFollower(test.store, .session(id, from: nil))
    #expect(try follower.next(until: .after(milliseconds: 0)).isEmpty)
    try test.log(id).append([.note("new")])
    #expect(try next(follower).messages == ["new"])
  }

  @Test func goesOnAcrossGenerations() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append((1...5).map { .note("\($0)") })
    let follower = try SessionFollower(test.store, .session(id, from: 1))
    #expect(try next(follower).count == 6)
    try test.log(id).append([.note("unread")])
    let kept = try test.records(id, from: 6).map { $0.bytes + [0x0a] }
    let archive = EventEncoder.encode(
      Event(.sessionArchived, ["from": 1, "to": 5]), at: .sequence(5), time: test.store.clock.now(),
      session: id, turn: nil)
    try test.replace(id, with: archive + [0x0a] + Array(kept.joined()))
    try test.log(id).append([.note("after")])
    var messages: [String] = []
    while messages.count < 2 { messages += try next(follower).messages }
    #expect(messages == ["unread", "after"])
  }

  @Test func aFollowerBehindTheArchiveGetsItFirst() throws {
    let test = TestStore()
    let id = try test.make()
    let archive = EventEncoder.encode(
      Event(.sessionArchived, ["from": 1, "to": 5]), at: .sequence(5), time: test.store.clock.now(),
      session: id, turn: nil)
    try test.replace(id, with: archive + [0x0a])
    try test.log(id).append([.note("after")])
    let follower = try SessionFollower(test.store, .session(id, from: 2))
    #expect(try next(follower).types == ["session.archived", "notice"])
  }

  @Test func endsWithTheSession() throws {
    let test = TestStore()
    let id = try test.make()
    let follower = try SessionFollower(test.store, .session(id, from: nil))
    try test.log(id).append([.note("last")])
    try test.store.delete(id)
    #expect(try next(follower).messages == ["last"])
    #expect(try next(follower).isEmpty)
    #expect(follower.isOver)
  }

  @Test func allSessionsAndTheRuntimeLog() throws {
    let test = TestStore()
    let old = try test.makeSmall()
    let follower = try SessionFollower(test.store, .all)
    try test.log(old).append([.note("old")])
    let new = try test.make()
    try RuntimeLog(test.store).append(Event(.configChanged))
    var types: [String] = []
    while types.count < 3 { types += try next(follower).types }
    #expect(types.sorted() == ["config.changed", "notice", "session.created"])
    try test.store.delete(new)
    #expect(try next(follower).types == ["session.deleted"])
  }

  @Test func waitsForAWholeLine() throws {
    let test = TestStore()
    let id = try test.make()
    let follower = try SessionFollower(test.store, .session(id, from: nil))
    let before = try test.bytes(id)
    try test.log(id).append([.note("x")])
    let whole = try test.bytes(id)
    try test.write(Array(whole.prefix(before.count + 10)), to: id)
    #expect(try follower.next(until: .after(milliseconds: 0)).isEmpty)
    try test.write(whole, to: id)
    #expect(try next(follower).messages == ["x"])
  }

  @Test func liveEventsStandBehindWhatTheyFollow() {
    func record(_ place: EventEncoder.Place) -> LogRecord {
      let line = EventEncoder.encode(
        .note("x"), at: place, time: Timestamp(milliseconds: 0), session: "s", turn: 1)
      guard case .after = place, let envelope = LogEnvelope(line) else {
        return LogRecord(bytes: line, number: nil, offset: 0, envelope: LogEnvelope(line))
      }
      return LogRecord(live: line, envelope: envelope)
    }
    let merged = SessionFollower.merge(
      [record(.sequence(5)), record(.sequence(6))],
      [record(.after(4)), record(.after(5)), record(.after(5)), record(.after(6))])
    #expect(merged.map { $0.sequence ?? -($0.envelope?.after ?? 0) } == [-4, 5, -5, -5, 6, -6])
  }

  /// Live events of the time before are given only to those who ask for events of the time before.
  @Test func liveEventsFromNowOn() throws {
    let test = TestStore()
    let id = try test.make()
    let live = try LiveFile(id, turn: 1, store: test.store)
    live.publish(Event(.requestStarted, ["req": 1]), after: 1)
    let late = try SessionFollower(test.store, .session(id, from: nil), deltas: true)
    #expect(try late.next(until: .after(milliseconds: 0)).isEmpty)
    live.publish(Event(.requestStarted, ["req": 2]), after: 1)
    #expect(try next(late).compactMap { $0.json()?["req"]?.int } == [2])
    let early = try SessionFollower(test.store, .session(id, from: 1), deltas: true)
    #expect(try next(early).types == ["session.created", "request.started", "request.started"])
    live.finish()
  }

  /// A live event waits for the durable one that it follows.
  @Test func aLiveEventIsNeverBeforeWhatItFollows() throws {
    let test = TestStore()
    let id = try test.make()
    let follower = try SessionFollower(test.store, .session(id, from: nil), deltas: true)
    let live = try LiveFile(id, turn: 1, store: test.store)
    live.publish(Event(.requestStarted, ["req": 1]), after: 2)
    #expect(try follower.next(until: .after(milliseconds: 0)).isEmpty)
    try test.log(id).append([.note("two")])
    var types: [String] = []
    while types.count < 2 { types += try next(follower).types }
    #expect(types == ["notice", "request.started"])
    live.finish()
  }
}

import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct LiveFileTests {
  private static func delta(_ text: String, item: String = "i", kind: String = "text") -> Event {
    Event(.itemDelta, ["item_id": .string(item), "kind": .string(kind), "offset": 0, "delta": .string(text)])
  }

  private func lines(_ path: String) throws -> [JSON] {
    try Files.read(path).split(separator: 0x0a).map { try JSON(parsing: $0) }
  }

  @Test func deltasOfAnItemAreJoined() {
    let joined = LiveFile.joining(Self.delta("a"), Self.delta("b"))
    #expect(joined?.payload["delta"] == "ab")
    #expect(LiveFile.joining(nil, Self.delta("b")) == nil)
    #expect(LiveFile.joining(Self.delta("a"), Self.delta("b", item: "other")) == nil)
    #expect(LiveFile.joining(Self.delta("a"), Self.delta("b", kind: "reasoning")) == nil)
    #expect(LiveFile.joining(Self.delta("a"), .note("x")) == nil)
  }

  @Test func theFileLivesAsLongAsTheTurn() throws {
    let test = TestStore()
    let id = try test.make()
    let live = try LiveFile(id, turn: 3, store: test.store)
    let path = "\(test.store.runtime.folder(.live))/\(id).3.ndjson"
    for _ in 0..<1000 { live.publish(Self.delta("0123456789"), after: 7) }
    live.publish(Event(.requestStarted, ["req": 1]), after: 8)
    let lines = try lines(path)
    #expect(lines.count < 200)
    #expect(lines.compactMap { $0["delta"]?.string }.joined().utf8.count == 10_000)
    #expect(lines.last?["type"] == "request.started")
    #expect(lines.map { $0["after"]?.int } == [Int](repeating: 7, count: lines.count - 1) + [8])
    #expect(lines.allSatisfy { $0["turn"] == 3 && $0["session"]?.string == id && $0["seq"] == nil })
    live.finish()
    #expect(!Files.exists(path))
    live.publish(.note("late"), after: 9)
  }

  /// A delta that nothing follows is written when its time has come.
  @Test func theLastDeltaDoesNotWait() throws {
    let test = TestStore()
    let id = try test.make()
    let follower = try SessionFollower(test.store, .session(id, from: nil), deltas: true)
    let live = try LiveFile(id, turn: 1, store: test.store)
    live.publish(Self.delta("only"), after: 1)
    let records = try follower.next(until: .after(milliseconds: 20_000))
    #expect(records.compactMap { $0.json()?["delta"]?.string } == ["only"])
    live.finish()
  }

  /// The first delta after a pause is in the file when it has been published; the next ones are joined.
  @Test func theFirstDeltaIsWrittenAtOnce() throws {
    let test = TestStore()
    let id = try test.make()
    let path = "\(test.store.runtime.folder(.live))/\(id).1.ndjson"
    let live = try LiveFile(id, turn: 1, store: test.store)
    live.publish(Self.delta("one"), after: 1)
    #expect(try lines(path).map { $0["delta"]?.string } == ["one"])
    for _ in 0..<100 { live.publish(Self.delta("x"), after: 1) }
    live.flush()
    #expect(try lines(path).compactMap { $0["delta"]?.string }.joined().utf8.count == 103)
    #expect(try lines(path).count < 50)
    live.finish()
  }
}

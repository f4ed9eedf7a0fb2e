import AgentJSON
import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentSession

@Suite struct TurnLockTests {
  @Test func aSecondTurnIsToldWhoRuns() throws {
    let test = TestStore()
    let id = try test.make()
    let lock = try TurnLock.acquire(id, in: test.store, until: nil)
    let error = #expect(throws: AgentError.self) {
      _ = try TurnLock.acquire(id, in: test.store, until: .after(milliseconds: 0))
    }
    #expect(error?.code == .sessionBusy)
    #expect(error?.exitCode == .temporary)
    #expect(error?.message.contains("process \(getpid()) since ") == true)
    #expect(test.store.turnHolder(id)?.pid == getpid())
    // Others may append meanwhile.
    #expect(try test.log(id).append([.note("x")]).count == 1)
    #expect(lock.repaired == nil)
    _ = consume lock
    #expect(test.store.turnHolder(id) == nil)
    _ = try TurnLock.acquire(id, in: test.store, until: .after(milliseconds: 0))
  }

  @Test func theNextHolderEndsTheTurnOfAKilledProcess() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append(
      [
        .turnStarted(),
        Event(
          .requestCompleted, ["req": 1, "status": 200, "usage": ["input_tokens": 10, "output_tokens": 5]]),
        Event(
          .requestCompleted, ["req": 2, "status": 200, "usage": ["input_tokens": 20, "output_tokens": 1]]),
        .item(["id": "c", "type": "tool_call", "name": "read"]),
      ], turn: 1)
    let lock = try TurnLock.acquire(id, in: test.store)
    let repaired = lock.repaired
    let event = try #require(repaired)
    #expect(event.event.type == "turn.failed")
    #expect(event.event.payload["error"]?["code"] == "killed")
    #expect(event.event.payload["exit_code"] == 137)
    #expect(event.event.payload["requests"] == 2)
    #expect(event.event.payload["tool_calls"] == 1)
    #expect(event.event.payload["usage"] == ["input_tokens": 30, "output_tokens": 6])
    #expect(try test.records(id).last?.turn == 1)
    _ = consume lock
    let second = try TurnLock.acquire(id, in: test.store)
    #expect(second.repaired == nil)
  }

  @Test func aMissingSessionHasNoLock() throws {
    let test = TestStore()
    let error = #expect(throws: AgentError.self) {
      _ = try TurnLock.acquire("20200101T000000.000Z-0000", in: test.store)
    }
    #expect(error?.code == .sessionMissing)
  }

  /// What a killed process has left in `live/` would be shown again by every follower to come.
  @Test func theNextHolderRemovesTheLiveFileOfAKilledProcess() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([.turnStarted()], turn: 1)
    let stale = "runtime/live/\(id).1.ndjson"
    try test.directory.write(stale, "{\"type\":\"item.delta\"}\n")
    let lock = try TurnLock.acquire(id, in: test.store)
    #expect(!Files.exists(test.directory.path(stale)))
    _ = consume lock
  }
}

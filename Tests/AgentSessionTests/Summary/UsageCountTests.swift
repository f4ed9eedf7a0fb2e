import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct UsageCountTests {
  private static let day = 86_400_000

  /// A store whose clock is set.
  private final class Time: Sendable {
    private let moment = Monitor(Timestamp(milliseconds: 1_768_000_000_000))
    var clock: Clock { Clock { self.moment.withLock { $0 } } }
    func pass(_ milliseconds: Int) { moment.update { $0 = $0 + milliseconds } }
  }

  private static func request(_ input: Int, _ output: Int, cost: Double? = nil) -> Event {
    var payload: JSONObject = [
      "req": 1, "status": 200, "usage": ["input_tokens": .int(input), "output_tokens": .int(output)],
    ]
    payload.append("cost_usd", ifPresent: cost.map { JSON($0) })
    return Event(.requestCompleted, payload)
  }

  private static func thread(_ model: String) -> Event {
    Event(.threadStarted, ["thread_id": "x", "model": .string(model)])
  }

  private func count(
    _ test: TestStore, by key: UsageKey? = nil, since: Timestamp? = nil, until: Timestamp? = nil
  )
    throws -> [String: SessionUsage]
  {
    var count = UsageCount(by: key, since: since, until: until)
    for (id, _) in try test.store.logs().logs { try count.add(id, from: test.store) }
    return count.sums
  }

  /// Summing a session up is paid for, too.
  @Test func whatACompactionTookIsCounted() throws {
    let test = TestStore()
    let id = try test.make()
    let usage: JSON = ["input_tokens": 900, "output_tokens": 40]
    let compaction = Event(.compactionCompleted, ["after_tokens": 50, "requests": 2, "usage": usage])
    _ = try SessionLog(id, store: test.store).append(
      [Self.request(10, 1), compaction, Event(.compactionCompleted, ["after_tokens": 7])], durability: .none)
    let sum = try #require(try count(test)[""])
    #expect(sum.requests == 3)
    #expect(sum.tokens["input_tokens"] == 910 && sum.tokens["output_tokens"] == 41)
  }

  @Test func sumsByDayModelAndSession() throws {
    let time = Time()
    let test = TestStore(clock: time.clock)
    let first = try test.make()
    let call = Event.item(["id": "c", "type": "tool_call", "tool": "read", "output": "x"])
    let end = Event(.turnCompleted, ["exit_code": 0, "duration_ms": 700])
    try test.log(first).append(
      [Self.thread("m1"), .turnStarted(), Self.request(100, 10, cost: 0.5), call, call, end], turn: 1)
    time.pass(Self.day)
    let noon = time.clock.now()
    let second = try test.make()
    try test.log(second).append(
      [
        Self.thread("m2"), .turnStarted(), Self.request(1, 2), Self.request(3, 4),
        Event(
          .turnFailed, ["error": ["code": "network", "message": "x"], "exit_code": 75, "duration_ms": 300]),
      ], turn: 1)
    try test.log(first).append([Self.thread("m2"), .turnStarted(), Self.request(5, 5), end], turn: 2)

    let all = try #require(try count(test)[""])
    #expect(all.sessions == [first, second])
    #expect(all.turns == 3 && all.failed == 1 && all.requests == 4 && all.toolCalls == 2)
    #expect(all.tokens == ["input_tokens": 109, "output_tokens": 21])
    #expect(all.cost == 0.5 && all.duration == 1700)
    #expect(all.models == ["m1": 1, "m2": 2] && all.tools == ["read": 2])

    let days = try count(test, by: .day)
    #expect(days.keys.sorted() == [String("\(noon + -Self.day)".prefix(10)), String("\(noon)".prefix(10))])
    #expect(days.values.map(\.turns).sorted() == [1, 2])
    let models = try count(test, by: .model)
    #expect(models["m1"]?.requests == 1 && models["m2"]?.requests == 3)
    let sessions = try count(test, by: .session)
    #expect(sessions[first]?.turns == 2 && sessions[second]?.turns == 1)
    // What is told apart adds up to the whole.
    for sums in [days, models, sessions] {
      var total = SessionUsage()
      for sum in sums.values { total += sum }
      #expect(total == all)
    }
    #expect(try count(test, since: noon)[""]?.turns == 2)
    #expect(try count(test, until: noon)[""]?.turns == 1)
    #expect(try count(test, since: noon + 1)[""] == nil)
  }

  /// What a fork has from before it was made is counted where it happened.
  @Test func aForkIsNotCountedTwice() throws {
    let time = Time()
    let test = TestStore(clock: time.clock)
    let id = try test.make()
    try test.log(id).append([.turnStarted(), Self.request(10, 1), .turnCompleted], turn: 1)
    time.pass(1000)
    let fork = try test.store.fork(id)
    time.pass(1000)
    try test.log(fork).append([.turnStarted(), Self.request(7, 1), .turnCompleted], turn: 2)
    let sums = try count(test, by: .session)
    #expect(sums[id]?.tokens["input_tokens"] == 10)
    #expect(sums[fork]?.tokens["input_tokens"] == 7 && sums[fork]?.turns == 1)
  }

  /// What no sane server says is no trap.
  @Test func oddNumbers() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([
      Self.request(Int.max, -5), Self.request(Int.max, 3),
      Event(.requestCompleted, ["req": 1, "status": 200, "usage": "much", "cost_usd": "x"]),
      Event(.turnCompleted, ["exit_code": 0, "duration_ms": -7]), .item(["id": "x"]),
    ])
    let sum = try #require(try count(test)[""])
    #expect(sum.requests == 3 && sum.duration == 0 && sum.tokens["output_tokens"] == 3 && sum.cost == nil)
    #expect(sum.members["tool_calls"] == 0)
  }
}

import AgentCore
import AgentJSON
import AgentStore
import AgentSystem
import AgentTime
import AgentTesting
@testable import AgentWake
import Testing

/// The ledger under a clock of the test's own: each slot one row, each row one outcome.
@Suite struct WakeStoreTests {
  private final class Bench {
    let directory = TestDirectory()
    let time = Monitor(Timestamp("2026-11-28T10:00:00Z")!)
    let store: WakeStore
    let start: Timestamp

    init() throws {
      let time = time
      start = time.withLock { $0 }
      store = try WakeStore.write(
        directory.runtimeDirectory, clock: Clock { time.withLock { $0 } }, zones: ZoneDirectory())
    }

    func advance(_ milliseconds: Int) { time.withLock { $0 = $0 + milliseconds } }

    func add(_ schedule: Schedule, _ change: (inout Wakeup) -> Void = { _ in }) throws -> String {
      var wakeup = Wakeup(id: Wakeup.makeID(), prompt: "x", schedule: schedule, at: store.now())
      change(&wakeup)
      wakeup.slot = try store.firstSlot(of: schedule, from: start)
      try store.database.write { try store.insert(wakeup) }
      return wakeup.id
    }

    func everyMinute() -> Schedule { Schedule(.every(period: 60_000, from: start + 60_000)) }

    /// Runs what is due to its end.
    @discardableResult
    func run(_ id: String, _ outcome: RunOutcome = .done(session: nil), takes span: Int = 0) throws -> Int {
      var count = 0
      for row in try store.enlist(id) {
        guard let begun = try store.begin(row) else { continue }
        advance(span)
        _ = try store.finish(begun.row, outcome)
        count += 1
      }
      return count
    }

    func log(_ id: String) throws -> [String] {
      try store.log(id, limit: nil).map { row in
        let after = (row.slot.milliseconds - start.milliseconds) / 60_000
        return "\(after) \(row.state.rawValue) \(row.count) \(row.attempt)"
      }
    }
  }

  @Test func aSlotRunsOnce() throws {
    let bench = try Bench()
    let id = try bench.add(bench.everyMinute())
    #expect(try bench.store.candidates(bench.store.now()).isEmpty)
    bench.advance(60_000)
    #expect(try bench.store.candidates(bench.store.now()) == [id])
    #expect(try bench.run(id) == 1)
    #expect(try bench.run(id) == 0)
    // The clock goes back two hours: the ledger knows.
    bench.advance(-7_200_000)
    #expect(try bench.store.candidates(bench.store.now()).isEmpty)
    bench.advance(7_200_000 + 60_000)
    #expect(try bench.run(id) == 1)
    #expect(try bench.log(id) == ["1 done 1 1", "2 done 1 1"])
  }

  @Test(arguments: [0, 1, 5, 10_000], CatchUp.allCases) func downtime(_ missed: Int, _ policy: CatchUp) throws
  {
    let bench = try Bench()
    // Days, so that the newest slot is not one that is due just now.
    let id = try bench.add(Schedule(.every(period: 86_400_000, from: bench.start + 86_400_000))) {
      $0.catchUp = policy
    }
    bench.advance(missed * 86_400_000 + 3_600_000)
    let runs = try bench.run(id)
    let expected = [CatchUp.one: min(missed, 1), .all: min(missed, CatchUp.limit), .none: 0][policy]
    #expect(runs == expected)
    let rows = try bench.store.log(id, limit: nil)
    #expect(rows.reduce(0) { $0 + $1.count } == missed)
    #expect(rows.count == runs + (missed > runs ? 1 : 0))
    #expect(rows.allSatisfy { !$0.state.isOpen })
    #expect(try bench.store.wakeup(id)?.slot == bench.start + (missed + 1) * 86_400_000)
  }

  /// What becomes due while it runs is skipped, and told once.
  @Test func noOverlap() throws {
    let bench = try Bench()
    let id = try bench.add(bench.everyMinute())
    bench.advance(60_000)
    try bench.run(id, takes: 200_000)
    #expect(try bench.log(id) == ["1 done 1 1", "2 skipped 3 0"])
    #expect(try bench.store.log(id, limit: 1)[0].reason == "overlap")
    bench.advance(60_000)
    #expect(try bench.run(id) == 1)
  }

  @Test func whoWasKilledIsTriedAgain() throws {
    let bench = try Bench()
    let id = try bench.add(Schedule(.once(bench.start)))
    var rows = try bench.store.enlist(id)
    #expect(try bench.store.begin(rows[0])?.row.attempt == 1)
    // The process is gone, and with it the lock.
    #expect(try bench.store.candidates(bench.store.now()) == [id])
    rows = try bench.store.enlist(id)
    #expect(try bench.store.begin(rows[0])?.row.attempt == 2)
    #expect(try bench.store.enlist(id).isEmpty)
    #expect(try bench.log(id) == ["0 failed 1 2"])
    #expect(try bench.store.wakeup(id)?.state == .done)
    #expect(try bench.store.candidates(bench.store.now()).isEmpty)
  }

  @Test func whatFailsForNowWaits() throws {
    let bench = try Bench()
    let id = try bench.add(Schedule(.once(bench.start))) { $0.retries = 2 }
    let again = RunOutcome.again(reason: "busy", exitCode: 75, session: nil, after: 60_000)
    #expect(try bench.run(id, again) == 1)
    #expect(try bench.run(id, again) == 0)
    bench.advance(59_000)
    #expect(try bench.store.candidates(bench.store.now()).isEmpty)
    bench.advance(1_000)
    #expect(try bench.run(id, again) == 1)
    bench.advance(60_000)
    #expect(try bench.run(id, again) == 1)
    #expect(try bench.log(id) == ["0 failed 1 3"])
  }

  /// A turn that failed for good has run: it is not tried again.
  @Test func whatFailsForGoodIsNotTriedAgain() throws {
    let bench = try Bench()
    let id = try bench.add(Schedule(.once(bench.start)))
    #expect(try bench.run(id, .failed(reason: "refused", exitCode: 1, session: "s")) == 1)
    bench.advance(86_400_000)
    #expect(try bench.run(id) == 0)
    #expect(try bench.log(id) == ["0 failed 1 1"])
  }

  @Test func itsStateIsLookedAtWhenItStarts() throws {
    for (state, reason) in [(Wakeup.State.cancelled, "cancelled"), (.disabled, "disabled")] {
      let bench = try Bench()
      let id = try bench.add(bench.everyMinute())
      bench.advance(60_000)
      let rows = try bench.store.enlist(id)
      let wakeup = try #require(try bench.store.wakeup(id))
      #expect(try bench.store.database.write { try bench.store.change(wakeup, to: state) })
      #expect(try bench.store.begin(rows[0]) == nil)
      #expect(try bench.log(id) == ["1 skipped 1 0"])
      #expect(try bench.store.log(id, limit: nil)[0].reason == reason)
    }
  }

  @Test func whatRestsIsNotMadeUpFor() throws {
    let bench = try Bench()
    let id = try bench.add(bench.everyMinute())
    func change(_ state: Wakeup.State) throws -> Bool {
      let wakeup = try #require(try bench.store.wakeup(id))
      return try bench.store.database.write { try bench.store.change(wakeup, to: state) }
    }
    #expect(try change(.disabled))
    #expect(try !change(.disabled))
    bench.advance(630_000)
    #expect(try bench.store.candidates(bench.store.now()).isEmpty)
    #expect(try change(.active))
    #expect(try bench.store.wakeup(id)?.slot == bench.start + 660_000)
    // That they did not run stands in the log.
    #expect(try bench.log(id) == ["1 skipped 10 0"])
    #expect(try bench.store.log(id, limit: 1)[0].reason == "disabled")
    bench.advance(30_000)
    #expect(try bench.run(id) == 1)
  }

  @Test func itEndsByCountAndByTime() throws {
    let bench = try Bench()
    var counted = bench.everyMinute()
    counted.count = 2
    var bounded = bench.everyMinute()
    bounded.until = bench.start + 150_000
    for schedule in [counted, bounded] {
      let id = try bench.add(schedule)
      bench.time.withLock { $0 = bench.start }
      for _ in 0..<5 {
        bench.advance(60_000)
        try bench.run(id)
      }
      #expect(try bench.log(id) == ["1 done 1 1", "2 done 1 1"])
      #expect(try bench.store.wakeup(id)?.state == .done)
    }
  }

  @Test func jitterMovesTheRunAndNotTheSlot() throws {
    let bench = try Bench()
    var schedule = bench.everyMinute()
    schedule.jitter = 30_000
    let id = try bench.add(schedule)
    let due = try #require(try bench.store.wakeup(id)?.due)
    #expect(due >= bench.start + 60_000 && due <= bench.start + 90_000)
    bench.time.withLock { $0 = due + -1 }
    #expect(try bench.run(id) == 0)
    bench.advance(1)
    #expect(try bench.run(id) == 1)
    #expect(try bench.log(id) == ["1 done 1 1"])
  }

  /// Late on purpose is not late.
  @Test func jitterIsNotMissing() throws {
    let bench = try Bench()
    var schedule = Schedule(.every(period: 86_400_000, from: bench.start + 86_400_000))
    schedule.jitter = 36_000_000
    let id = try bench.add(schedule) { $0.catchUp = .none }
    for _ in 0..<5 {
      let due = try #require(try bench.store.wakeup(id)?.due)
      bench.time.withLock { $0 = due + 1_000 }
      #expect(try bench.run(id) == 1)
    }
  }

  @Test func aClockThatIsADayBehindDecidesNothing() throws {
    let bench = try Bench()
    let id = try bench.add(Schedule(.once(bench.start)))
    try bench.run(id)
    bench.advance(-86_400_001)
    #expect(throws: AgentError.self) { try bench.store.checkClock(bench.store.now()) }
    try bench.store.database.write { try bench.store.trustClock() }
    try bench.store.checkClock(bench.store.now())
  }

  @Test func names() throws {
    let bench = try Bench()
    let id = try bench.add(bench.everyMinute()) { $0.title = "morning" }
    for name in [id, String(id.prefix(5)), "morning"] { #expect(try bench.store.resolve(name).id == id) }
    _ = try bench.add(bench.everyMinute()) { $0.title = "morning" }
    #expect(throws: AgentError.self) { try bench.store.resolve("morning") }
    #expect(throws: AgentError.self) { try bench.store.resolve("") }
    #expect(throws: AgentError.self) { try bench.store.resolve("%") }
  }

  /// The predecessor's file is taken over once and stays.
  @Test func theSeedIsAdopted() throws {
    let directory = TestDirectory()
    try directory.write(
      "runtime/wakeups.json",
      #"""
      [{"id": "4b0c1a2e-6f1d-4a51-9c3e-0a1b2c3d4e5f", "title": "Tea", "prompt": "Drink.",
        "run_at": "2026-11-28T09:00:00+00:00", "interval_seconds": 3600, "status": "pending",
        "created_at": "2026-11-01T09:00:00+00:00", "last_run_at": null, "run_count": 3},
       {"id": "../x", "title": "", "prompt": "Once.", "run_at": "2026-12-01T09:00:00.123456", "interval_seconds": null,
        "status": "pending"},
       {"id": "b", "title": "Old", "prompt": "Done.", "run_at": "2026-10-01T09:00:00", "status": "completed"}]
      """#)
    let clock = Clock { Timestamp("2026-11-28T10:30:00Z")! }
    let runtime = directory.runtimeDirectory
    let store = try #require(try WakeStore.read(runtime, clock: clock, zones: ZoneDirectory()))
    let all = try store.list(all: true)
    #expect(all.map(\.prompt) == ["Drink.", "Once.", "Done."])
    #expect(all[0].id == "4b0c1a2e-6f1d-4a51-9c3e-0a1b2c3d4e5f" && all[0].runs == 3)
    #expect(all[0].schedule.kind == .every(period: 3_600_000, from: Timestamp("2026-11-28T09:00:00Z")!))
    #expect(all[1].id.count == 8 && all[1].slot == Timestamp("2026-12-01T09:00:00.123Z"))
    #expect(all[2].state == .done)
    #expect(try store.enlist(all[0].id).count == 1)
    #expect(Files.exists(directory.path("runtime/wakeups.json")))
    #expect(
      try #require(try WakeStore.read(runtime, clock: clock, zones: ZoneDirectory())).list(all: true).count
        == 3)
  }

  /// One job that is none leaves the others to come; it is told, once.
  @Test func whatIsSoundOfASeedIsTaken() throws {
    let directory = TestDirectory()
    try directory.write(
      "runtime/wakeups.json",
      #"""
      [{"id": "a", "prompt": "A", "run_at": null}, {"id": "b", "prompt": " ", "run_at": "2036-01-01T00:00:00"},
       {"id": "c", "prompt": "C", "run_at": "2036-01-01T00:00:00", "interval_seconds": "3600", "run_count": -4},
       {"id": "c", "prompt": "again", "run_at": "2036-01-01T00:00:00"},
       {"id": "d", "prompt": "D", "run_at": "2036-01-01T00:00:00", "interval_seconds": -1, "run_count": 1e30}]
      """#)
    let runtime = directory.runtimeDirectory
    func open() throws -> WakeStore? {
      try WakeStore.read(runtime, clock: .system, zones: ZoneDirectory())
    }
    let error = #expect(throws: AgentError.self) { try open() }
    #expect(error?.code == .badData && error?.message.contains("job 0") == true)
    #expect(error?.message.contains("2 of 5 jobs") == true)
    let all = try #require(try open()).list(all: true)
    #expect(all.map(\.prompt) == ["C", "D"])
    let start = try #require(Timestamp("2036-01-01T00:00:00Z"))
    #expect(all[0].schedule.kind == .every(period: 3_600_000, from: start) && all[0].runs == 0)
    #expect(all[1].schedule.kind == .once(start))
  }

  @Test func anOddSeedIsRefused() throws {
    for text in ["{", "{}", "[{}]", "[{\"prompt\":\"x\",\"run_at\":\"soon\"}]"] {
      let directory = TestDirectory()
      try directory.write("runtime/wakeups.json", text)
      #expect(throws: AgentError.self) {
        try WakeStore.read(directory.runtimeDirectory, clock: .system, zones: ZoneDirectory())
      }
    }
  }

  /// One that was killed between making the tables and taking over left the rest to the next; one that cannot be
  /// read is told once and then left alone.
  @Test func aSeedIsAdoptedLater() throws {
    let directory = TestDirectory()
    let runtime = directory.runtimeDirectory
    func prompts() throws -> [String] {
      let store = try WakeStore.write(runtime, clock: .system, zones: ZoneDirectory())
      return try store.list(all: true).map(\.prompt)
    }
    #expect(try prompts().isEmpty)
    try directory.write("runtime/wakeups.json", #"[{"id":"a","prompt":"P","run_at":"2026-11-28T09:00:00"}]"#)
    #expect(try prompts() == ["P"])
    #expect(try prompts() == ["P"])
    let other = TestDirectory()
    try other.write("runtime/wakeups.json", "{")
    let store = { try WakeStore.write(other.runtimeDirectory, clock: .system, zones: ZoneDirectory()) }
    #expect(throws: AgentError.self) { try store() }
    #expect(try store().list(all: true).isEmpty)
  }

  /// Looking for what is due takes no longer where much is stored: it reads an index.
  @Test func whatIsDueIsFoundByAnIndex() throws {
    let bench = try Bench()
    let rows = try bench.store.database.query(
      "EXPLAIN QUERY PLAN SELECT id FROM wake WHERE state = 'active' AND due IS NOT NULL AND due <= ?1 ORDER BY due, id",
      .int(0))
    var plan = ""
    while try rows.step() { plan += rows.text(3) }
    #expect(plan.contains("wake_due") && !plan.contains("SCAN"), "\(plan)")
  }
}

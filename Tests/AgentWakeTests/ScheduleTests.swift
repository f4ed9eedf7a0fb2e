import AgentCore
import AgentJSON
import AgentSystem
import AgentTime
@testable import AgentWake
import Testing

@Suite struct ScheduleTests {
  private let now = Timestamp("2026-11-28T10:00:00Z")!

  private func slots(_ schedule: Schedule, after: Timestamp, _ count: Int) throws -> [String] {
    var slots = try schedule.slots(after: after, zones: ZoneDirectory())
    return (0..<count).compactMap { _ in slots.next()?.description }
  }

  @Test func aGridDoesNotDrift() throws {
    let schedule = Schedule(.every(period: 3_600_000, from: now))
    #expect(try slots(schedule, after: now + -1, 1) == ["2026-11-28T10:00:00.000Z"])
    #expect(try slots(schedule, after: now, 2) == ["2026-11-28T11:00:00.000Z", "2026-11-28T12:00:00.000Z"])
    #expect(try slots(schedule, after: now + 86_400_000 * 365 + 5, 1) == ["2027-11-28T11:00:00.000Z"])
    #expect(try slots(schedule, after: now + -86_400_000, 1) == ["2026-11-28T10:00:00.000Z"])
  }

  @Test func itEnds() throws {
    var schedule = Schedule(.every(period: 60_000, from: now))
    schedule.until = now + 120_000
    #expect(try slots(schedule, after: now + -1, 10).count == 3)
    #expect(try slots(Schedule(.once(now)), after: now + -1, 10).count == 1)
    #expect(try slots(Schedule(.once(now)), after: now, 10).isEmpty)
  }

  @Test func jitterIsTheSameEachTimeAndSpread() {
    var schedule = Schedule(.every(period: 60_000, from: now))
    schedule.jitter = 10_000
    let delays = (0..<1000).map { schedule.delay(of: now + $0 * 60_000, id: "a") }
    #expect(delays == (0..<1000).map { schedule.delay(of: now + $0 * 60_000, id: "a") })
    #expect(delays.allSatisfy { (0...10_000).contains($0) })
    #expect(delays.filter { $0 < 5_000 }.count > 350 && delays.filter { $0 >= 5_000 }.count > 350)
    #expect(schedule.delay(of: now, id: "a") != schedule.delay(of: now, id: "b"))
  }

  @Test func itIsKeptAsItIs() throws {
    var all = [
      Schedule(.once(now)), Schedule(.every(period: 5_400_000, from: now)),
      Schedule(.cron(try CronExpression("0 7 * * 1-5"), zone: "Europe/Paris")),
    ]
    all[1].until = now + 1_000_000
    all[1].count = 7
    all[1].jitter = 90_000
    for schedule in all { #expect(try Schedule(JSON(parsing: schedule.json.text)) == schedule) }
    #expect(throws: AgentError.self) { try Schedule(["kind": "often"]) }
  }

  @Test func textsOfAnyKind() throws {
    func kind(_ text: String) throws -> Schedule.Kind {
      try ScheduleText.parse(text, zone: try ZoneDirectory().zone("Europe/Paris"), now: now).kind
    }
    #expect(try kind("90m") == .every(period: 5_400_000, from: now + 5_400_000))
    #expect(try kind("every 1h") == .every(period: 3_600_000, from: now + 3_600_000))
    #expect(try kind("in 10m") == .once(now + 600_000))
    #expect(try kind("2026-12-01 07:00") == .once(Timestamp("2026-12-01T06:00:00Z")!))
    #expect(try kind("at 10:30") == .once(Timestamp("2026-11-29T09:30:00Z")!))
    #expect(try kind("11:30") == .once(Timestamp("2026-11-28T10:30:00Z")!))
    #expect(try kind("2026-12-01T07:00:00+09:00") == .once(Timestamp("2026-11-30T22:00:00Z")!))
    #expect(try kind("@daily") == .cron(try CronExpression("@daily"), zone: "Europe/Paris"))
    for text in ["", "every", "every 0s", "every 99999d", "in soon", "at noon", "cron 1", "tomorrow", "1h 2"]
    {
      #expect(throws: AgentError.self, "\(text)") { try kind(text) }
    }
  }

  @Test func whatIsMissed() {
    let slots = (0..<1_000).map { now + $0 * 60_000 }
    let due = DueSlots(slots)
    let late = 3_600_000
    #expect(due.first == slots[0] && due.last == slots[999] && due.count == 1_000)
    let one = CatchUp.one.plan(due, lateness: late, runsLeft: nil)
    #expect(one.runs == [slots[999]] && one.skipped?.count == 999 && one.skipped?.first == slots[0])
    let all = CatchUp.all.plan(due, lateness: late, runsLeft: nil)
    #expect(
      all.runs == Array(slots.suffix(100)) && all.skipped?.last == slots[899] && all.skipped?.count == 900)
    let none = CatchUp.none.plan(due, lateness: late, runsLeft: nil)
    #expect(none.runs.isEmpty && none.skipped?.count == 1_000 && none.skipped?.last == slots[999])
    #expect(CatchUp.none.plan(DueSlots([now]), lateness: 60_000, runsLeft: nil).runs == [now])
    #expect(CatchUp.all.plan(due, lateness: late, runsLeft: 2).runs.count == 2)
    #expect(CatchUp.all.plan(due, lateness: late, runsLeft: -1).runs.isEmpty)
    #expect(CatchUp.one.plan(DueSlots(), lateness: 0, runsLeft: nil) == CatchUp.Plan())
  }

  /// A clock that was in 1970, or will be in 2086: more seconds are missed than memory could name.
  @Test(arguments: [0, 600_000])
  func agesAreCounted(_ jitter: Int) throws {
    var schedule = Schedule(.every(period: 1_000, from: now))
    schedule.jitter = jitter
    var wakeup = Wakeup(id: "a", prompt: "x", schedule: schedule, at: now)
    wakeup.slot = now
    let years = 60 * 365 * 86_400
    let late = now + years * 1_000
    let (due, next) = try DueSlots.take(wakeup, now: late, zones: ZoneDirectory())
    #expect(due.first == now && due.newest.count > CatchUp.limit && due.newest.last == due.last)
    // No slot is missing between those that are due and the first that is not.
    let last = try #require(due.last)
    #expect(next == last + 1_000 && due.count == (last.milliseconds - now.milliseconds) / 1_000 + 1)
    #expect(zip(due.newest, due.newest.dropFirst()).allSatisfy { $0 + 1_000 == $1 })
    if jitter == 0 { #expect(due.count == years + 1) }
    wakeup.schedule.until = now + 5_000_000
    let bounded = try DueSlots.take(wakeup, now: late, zones: ZoneDirectory())
    #expect(bounded.due.count == 5_001 && bounded.next == nil)
  }
}

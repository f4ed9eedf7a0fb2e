import AgentCore
import AgentSystem
import AgentTime
import Testing

@testable import AgentBudget

struct BudgetPeriodTests {
  @Test(
    arguments: [
      ("UTC", BudgetPeriod.day, "2026-11-28T12:00:00Z", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z"),
      ("UTC", .day, "2026-11-28T00:00:00Z", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z"),
      ("UTC", .day, "2026-11-28T23:59:59.999Z", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z"),
      ("UTC", .hour, "2026-11-28T12:59:59Z", "2026-11-28T12:00:00Z", "2026-11-28T13:00:00Z"),
      // Half an hour off.
      ("Asia/Kolkata", .hour, "2026-11-28T12:15:00Z", "2026-11-28T11:30:00Z", "2026-11-28T12:30:00Z"),
      ("Asia/Kolkata", .day, "2026-11-28T18:29:00Z", "2026-11-27T18:30:00Z", "2026-11-28T18:30:00Z"),
      // Weeks begin on Monday, also over the end of a year.
      ("UTC", .week, "2026-11-29T23:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"),
      ("UTC", .week, "2026-11-30T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-07T00:00:00Z"),
      ("UTC", .week, "2027-01-01T00:00:00Z", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z"),
      // Months of every length.
      ("UTC", .month, "2026-02-28T23:59:59Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
      ("UTC", .month, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"),
      ("UTC", .month, "2026-12-31T12:00:00Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
      ("Europe/Berlin", .month, "2026-03-31T23:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"),
      ("Europe/Berlin", .month, "2026-10-15T00:00:00Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"),
      // Days of 23 and of 25 hours.
      ("Europe/Berlin", .day, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
      ("Europe/Berlin", .day, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
      // Midnight that does not exist: clocks go from 24:00 to 01:00.
      ("America/Santiago", .day, "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"),
      ("America/Santiago", .day, "2026-09-06T03:59:00Z", "2026-09-05T04:00:00Z", "2026-09-06T04:00:00Z"),
      // The hour before midnight comes twice: clocks go from 24:00 back to 23:00.
      ("America/Santiago", .day, "2026-04-05T02:30:00Z", "2026-04-04T03:00:00Z", "2026-04-05T04:00:00Z"),
      ("America/Santiago", .day, "2026-04-05T03:30:00Z", "2026-04-04T03:00:00Z", "2026-04-05T04:00:00Z"),
      ("America/Santiago", .day, "2026-04-05T04:00:00Z", "2026-04-05T04:00:00Z", "2026-04-06T04:00:00Z"),
      // A day that was left out.
      ("Pacific/Apia", .day, "2011-12-30T09:30:00Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"),
      ("Pacific/Apia", .day, "2011-12-30T10:30:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"),
    ])
  func span(_ zone: String, _ period: BudgetPeriod, _ now: String, _ start: String, _ end: String) throws {
    let rules = try ZoneDirectory().zone(zone)
    let span = period.span(at: try #require(Timestamp(now)), in: rules)
    #expect(span.start == Timestamp(start), "\(span.start)")
    #expect(span.end == Timestamp(end), "\(span.end.map(\.description) ?? "-")")
  }

  @Test func theTotalNeverEnds() {
    let now = Timestamp(milliseconds: 1_790_000_000_123)
    #expect(BudgetPeriod.total.span(at: now, in: .utc) == .init(start: now, end: nil))
  }

  /// Every moment is in its span, and spans join each other, whatever clocks do.
  @Test(arguments: ["Europe/Berlin", "America/Santiago", "America/Havana", "Asia/Beirut", "Pacific/Apia"])
  func spansJoin(_ name: String) throws {
    let zone = try ZoneDirectory().zone(name)
    for period in [BudgetPeriod.day, .week, .month] {
      var now = try #require(Timestamp("2011-12-01T00:00:00Z"))
      var last: BudgetPeriod.Span?
      while now < Timestamp(milliseconds: 1_420_000_000_000) {
        let span = period.span(at: now, in: zone)
        let end = try #require(span.end)
        #expect(span.start <= now && now < end, "\(name) \(period) \(now)")
        if let last, last != span { #expect(last.end == span.start, "\(name) \(period) \(now)") }
        last = span
        now = now + 5_400_000
      }
    }
  }
}

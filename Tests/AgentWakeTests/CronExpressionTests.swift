import AgentCore
import AgentSystem
import AgentTime
@testable import AgentWake
import Testing

@Suite struct CronExpressionTests {
  static let zones = ZoneDirectory()

  /// The next moments in UTC after a time.
  static func next(_ text: String, _ zone: String = "UTC", after: String, count: Int = 1) throws -> [String] {
    let schedule = Schedule(.cron(try CronExpression(text), zone: zone))
    var slots = try schedule.slots(after: try #require(Timestamp(after)), zones: zones)
    return (0..<count).compactMap { _ in slots.next()?.description }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let spec: String
    let zone: String
    let after: String
    let expected: [String]
    init(_ spec: String, _ zone: String, _ after: String, _ expected: String...) {
      (self.spec, self.zone, self.after, self.expected) = (spec, zone, after, expected)
    }
    var testDescription: String { "\(spec) \(zone) \(after)" }
  }

  static let rows = [
    // Clocks set forward and back in Paris.
    Row(
      "30 2 * * *", "Europe/Paris", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z"),
    Row(
      "30 2 * * *", "Europe/Paris", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z"),
    Row("30 2 * * *", "Europe/Paris", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00.000Z"),
    Row(
      "*/15 * * * *", "Europe/Paris", "2026-03-29T00:45:00Z", "2026-03-29T01:00:00.000Z",
      "2026-03-29T01:15:00.000Z"),
    // Half an hour on Lord Howe, a whole day in Samoa.
    Row(
      "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", "2026-10-03T15:30:00.000Z",
      "2026-10-04T15:15:00.000Z"),
    Row(
      "30 2 * * *", "Pacific/Apia", "2011-12-29T13:00:00Z", "2011-12-30T10:00:00.000Z",
      "2011-12-30T12:30:00.000Z"),
    // Beyond the table of the zone, by its rule.
    Row("0 12 1 7 *", "Europe/Paris", "2150-01-01T00:00:00Z", "2150-07-01T10:00:00.000Z"),
    // Ends of months, leap years, both ways to say Sunday.
    Row(
      "0 0 31 * *", "UTC", "2026-01-31T00:00:00Z", "2026-03-31T00:00:00.000Z", "2026-05-31T00:00:00.000Z"),
    Row("0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00.000Z"),
    Row("0 0 * * 7", "UTC", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00.000Z"),
    Row("0 0 * * sun", "UTC", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00.000Z"),
    Row("0 0 * * 5-7", "UTC", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00.000Z", "2026-12-04T00:00:00.000Z"),
    Row(
      "0 0 * * fri-sun", "UTC", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00.000Z", "2026-12-04T00:00:00.000Z"
    ),
    // Either day where both are given; both where one begins with a star.
    Row("0 0 13 * 5", "UTC", "2026-11-07T00:00:00Z", "2026-11-13T00:00:00.000Z", "2026-11-20T00:00:00.000Z"),
    Row(
      "0 0 1 12 mon", "UTC", "2026-11-28T00:00:00Z", "2026-12-01T00:00:00.000Z", "2026-12-07T00:00:00.000Z"),
    Row("0 0 */2 * 1", "UTC", "2026-11-28T00:00:00Z", "2026-12-07T00:00:00.000Z", "2026-12-21T00:00:00.000Z"),
    Row(
      "5,10-12/2 8 * JAN,dec *", "UTC", "2026-12-31T08:05:00Z", "2026-12-31T08:10:00.000Z",
      "2026-12-31T08:12:00.000Z"),
    Row(
      "10/20 * * * *", "UTC", "2026-12-31T08:05:00Z", "2026-12-31T08:10:00.000Z", "2026-12-31T08:30:00.000Z"),
    Row("@weekly", "UTC", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00.000Z"),
    Row("@hourly", "Asia/Kathmandu", "2026-11-28T00:00:00Z", "2026-11-28T00:15:00.000Z"),
    // A second within a minute counts.
    Row("0 7 * * *", "UTC", "2026-11-28T06:59:59.999Z", "2026-11-28T07:00:00.000Z"),
    Row("0 7 * * *", "UTC", "2026-11-28T07:00:00.001Z", "2026-11-29T07:00:00.000Z"),
    Row("0 0 30 2 *", "UTC", "2026-11-28T00:00:00Z"),
  ]

  @Test(arguments: rows) func theNextMoments(_ row: Row) throws {
    #expect(
      try Self.next(row.spec, row.zone, after: row.after, count: max(1, row.expected.count)) == row.expected)
  }

  @Test(arguments: [
    "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
    "a * * * *",
    "5-1 * * * *", "*/0 * * * *", "1,,2 * * * *", "-1 * * * *", "@reboot", "@often", "1- * * * *",
    "*/ * * * *",
    "* * * * fri-mon", "L * * * *", "99999999999999999999 * * * *", "1\u{301} * * * *", "*\u{301} * * * *",
  ]) func whatIsNone(_ text: String) {
    #expect(throws: AgentError.self) { try CronExpression(text) }
  }
}

import AgentSystem
import Testing

struct TimestampTests {
  @Test(
    "writes RFC 3339 and the basic form",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z", "19700101T000000.000Z"),
      (1_767_323_045_678, "2026-01-02T03:04:05.678Z", "20260102T030405.678Z"),
      (-1, "1969-12-31T23:59:59.999Z", "19691231T235959.999Z"),
      (-86_400_000, "1969-12-31T00:00:00.000Z", "19691231T000000.000Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z", "20000229T000000.000Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z", "21000301T000000.000Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00.000Z", "00000101T000000.000Z"),
      (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z", "-00011231T235959.999Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z", "99991231T235959.999Z"),
    ])
  func formats(milliseconds: Int, text: String, basic: String) {
    let time = Timestamp(milliseconds: milliseconds)
    #expect(time.description == text)
    #expect(time.basic == basic)
    if text.utf8.count == 24 { #expect(Timestamp(text) == time) }
  }

  @Test func minuteIsForPeople() {
    #expect(Timestamp(milliseconds: 1_767_323_045_678).minute == "2026-01-02 03:04")
    #expect(Timestamp(milliseconds: -62_167_219_200_001).minute == "-0001-12-31 23:59")
  }

  @Test(
    "reads RFC 3339",
    arguments: [
      ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"),
      ("2026-01-02t03:04:05z", "2026-01-02T03:04:05.000Z"),
      ("2026-01-02 03:04:05Z", "2026-01-02T03:04:05.000Z"),
      ("2026-01-02T03:04:05.1Z", "2026-01-02T03:04:05.100Z"),
      ("2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123Z"),
      ("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000Z"),
      ("2026-01-01T00:00:00.5-05:30", "2026-01-01T05:30:00.500Z"),
      ("2026-01-01T00:00:00+23:59", "2025-12-31T00:01:00.000Z"),
      ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"),
      ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"),
      ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
    ])
  func parses(text: String, time: String) {
    #expect(Timestamp(text)?.description == time)
  }

  @Test(
    "refuses what is no time",
    arguments: [
      "", "2026", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02T03:04Z", "2026-13-01T00:00:00Z",
      "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-06-31T00:00:00Z", "2026-01-02T24:00:00Z",
      "2026-01-02T03:60:00Z", "2026-01-02T03:04:61Z", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05.5",
      "2026-01-02T03:04:05+0200", "2026-01-02T03:04:05+24:00", "2026-01-02T03:04:05+01:60",
      "2026-01-02T03:04:05Zx", "2026-01-02T03:04:05+02:00x", "2026-01-02T03:04:05 Z", "+026-01-02T03:04:05Z",
      "2026/01/02T03:04:05Z", "２026-01-02T03:04:05Z",
    ])
  func refuses(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("every day of four centuries goes to a date and back")
  func civilDates() {
    var previous = CivilDate(daysSince1970: -100_001)
    for day in -100_000...100_000 {
      let date = CivilDate(daysSince1970: day)
      #expect(date.daysSince1970 == day)
      let isNextDay =
        date.day == previous.day + 1 && date.month == previous.month && date.year == previous.year
      let isNextMonth = date.day == 1 && date.month == previous.month % 12 + 1 && previous.day >= 28
      if !isNextDay && !isNextMonth { Issue.record("\(previous) is followed by \(date)") }
      previous = date
    }
  }

  @Test func comparesAndAdds() {
    let time = Timestamp(milliseconds: 5)
    #expect(time < time + 1)
    #expect((time + -6).milliseconds == -1)
  }
}

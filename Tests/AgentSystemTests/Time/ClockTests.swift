import AgentSystem
import Testing

struct ClockTests {
  @Test func givenAndSystemClocks() {
    #expect(Clock { Timestamp(milliseconds: 7) }.now().milliseconds == 7)
    let year = CivilDate(daysSince1970: Clock.system.now().milliseconds / 86_400_000).year
    #expect((2025..<2200).contains(year))
  }
}

struct DeadlineTests {
  @Test func countsDown() {
    let later = Deadline.after(milliseconds: 3_600_000)
    #expect((3_500_000...3_600_000).contains(later.remainingMilliseconds))
    #expect(!later.hasPassed)
    #expect(Deadline.after(milliseconds: 0).hasPassed)
    #expect(Deadline.after(milliseconds: -5).remainingMilliseconds == 0)
    #expect(Deadline.after(milliseconds: 1) < later)
  }

  @Test("spans beyond all bounds are far away or long ago, not a crash")
  func extremes() {
    #expect(!Deadline.after(milliseconds: .max).hasPassed)
    #expect(Deadline.after(milliseconds: .max).pollTimeout == .max)
    #expect(Deadline.after(milliseconds: .min).hasPassed)
    #expect(Deadline.after(milliseconds: .max / 1_000_000).pollTimeout == .max)
  }
}

struct DurationTests {
  @Test(
    arguments: [
      ("500ms", 500), ("30s", 30_000), ("10m", 600_000), ("2h", 7_200_000), ("7d", 604_800_000),
      ("30", 30_000),
      ("0", 0), ("0s", 0), ("1.5h", 5_400_000), ("0.5", 500), ("0.25s", 250), ("007s", 7000),
    ])
  func parses(text: String, milliseconds: Int) {
    #expect(Duration.parse(text) == milliseconds)
  }

  @Test(arguments: [
    "", "s", "ms", "-5s", "+5s", "5 s", " 5s", "5w", "1h30m", "0x10s", "1e3s", "inf", "nan", ".5s", "5.s",
    "1.2.3s",
    "٣s", "5S", "99999999999999999999d", "1_000s",
  ])
  func refuses(text: String) {
    #expect(Duration.parse(text) == nil)
  }

  @Test(arguments: [
    (0, "0ms"), (1, "1ms"), (1000, "1s"), (1500, "1500ms"), (60_000, "1m"), (90_000, "90s"),
    (3_600_000, "1h"),
    (7_200_000, "2h"), (86_400_000, "1d"), (604_800_000, "7d"), (90_000_000, "25h"),
  ])
  func formats(milliseconds: Int, text: String) {
    #expect(Duration.format(milliseconds: milliseconds) == text)
    #expect(Duration.parse(text) == milliseconds)
  }
}

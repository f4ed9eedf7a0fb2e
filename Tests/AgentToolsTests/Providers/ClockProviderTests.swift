import AgentSystem
import Glibc
import Testing

@testable import AgentTools

@Suite struct ClockProviderTests {
  @Test(arguments: [(0, "UTC"), (3600, "+01:00"), (-12_600, "-03:30"), (20_700, "+05:45")])
  func timesSayTheirZone(_ offset: Int, _ zone: String) {
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (126, 10, 7)
    (parts.tm_hour, parts.tm_min, parts.tm_wday, parts.tm_gmtoff) = (9, 5, 6, offset)
    #expect(
      ClockProvider.text(Timestamp(milliseconds: 0), local: parts) == "Saturday 2026-11-07 09:05 \(zone)")
  }
}

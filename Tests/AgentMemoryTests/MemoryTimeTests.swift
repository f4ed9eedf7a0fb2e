import AgentJSON
import AgentSystem
import Testing

@testable import AgentMemory

@Suite struct MemoryTimeTests {
  @Test(arguments: [
    ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"), ("2026-01-02T03:04:05", "2026-01-02T03:04:05Z"),
    ("2026-01-02 03:04", "2026-01-02T03:04:00Z"), ("2026-01-02", "2026-01-02T00:00:00Z"),
    ("20260102T030405.678901", "2026-01-02T03:04:05.678Z"), ("20260102T030405", "2026-01-02T03:04:05Z"),
  ])
  func isRead(_ text: String, _ expected: String) {
    #expect(MemoryTime.parse(text) == Timestamp(expected))
  }

  @Test(arguments: ["", "soon", "1:56 pm on 8 May, 2023", "20260102"]) func isNone(_ text: String) {
    #expect(MemoryTime.parse(text) == nil)
  }

  @Test func numbersAreSeconds() {
    #expect(MemoryTime.parse(JSON(1_700_000_000.5)) == Timestamp(milliseconds: 1_700_000_000_500))
  }

  @Test func idsSortByTime() {
    let ids = [1, 1_000, 1_767_225_600_000, 1_767_225_600_001].map {
      MemoryID.make(at: Timestamp(milliseconds: $0))
    }
    #expect(ids == ids.sorted())
    #expect(ids.allSatisfy { $0.count == 26 })
  }
}

import AgentCore
import AgentSystem
import Testing

struct SessionIDTests {
  @Test func isMadeOfTheTime() {
    let id = SessionID.make(at: Timestamp(milliseconds: 1_767_323_045_678), suffix: "0a9f")
    #expect(id == "20260102T030405.678Z-0a9f")
    #expect(SessionID.isValid(id))
    #expect(SessionID.isValid(SessionID.make(at: Clock.system.now())))
  }

  @Test(
    "only its own form may become a file name",
    arguments: [
      "", "latest", "20260102T030405.678Z", "20260102T030405.678Z-", "20260102T030405.678Z-0a9",
      "20260102T030405.678Z-0a9ff",
      "20260102T030405.678Z-0A9F", "20260102T030405.678Z-0a9g", "20260102T030405.678z-0a9f",
      "20260102t030405.678Z-0a9f",
      "20260102T030405,678Z-0a9f", "20260102 030405.678Z-0a9f", "2026010xT030405.678Z-0a9f",
      "20260102T030405.678Z_0a9f",
      "../60102T030405.678Z-0a9f", "20260102T030405.678Z-0a9/", "20260102T030405.678Z-0a9\u{0}",
      " 20260102T030405.678Z-0a9",
      "20260102T030405.678Z-0a9f\n", "２0260102T030405.678Z-0a",
    ])
  func refuses(text: String) {
    #expect(!SessionID.isValid(text))
  }

  @Test func idsSortByTime() {
    let early = SessionID.make(at: Timestamp(milliseconds: 999), suffix: "ffff")
    let late = SessionID.make(at: Timestamp(milliseconds: 1000), suffix: "0000")
    #expect(early < late)
  }
}

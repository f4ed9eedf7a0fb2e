import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import Testing

@testable import AgentServe

@Suite struct ServerEventTests {
  private let session = "20260102T030405.678Z-1a2b"

  @Test func idsAreReadBack() {
    #expect(EventID("\(session)-17")?.session == session)
    #expect(EventID("\(session)-17")?.sequence == 17)
    #expect(EventID("runtime-3")?.sequence == 3)
    #expect(EventID("runtime-3")?.session == nil)
    for wrong in [
      "", "-", "17", "\(session)", "\(session)-", "\(session)--1", "\(session)-1a", "other-1",
      "\(session)-+1",
      "\(session)-1\u{301}", "\(session)-1234567890123456789", " \(session)-1",
    ] {
      #expect(EventID(wrong) == nil, "\(wrong)")
    }
  }

  private func record(_ type: String, _ place: EventEncoder.Place) throws -> (
    bytes: [UInt8], envelope: LogEnvelope
  ) {
    let line = EventEncoder.encode(
      Event(type: type, payload: ["a": 1]), at: place, time: .init(milliseconds: 0), session: session,
      turn: nil)
    return (line, try #require(LogEnvelope(line)))
  }

  @Test func whatIsDurableHasAnId() throws {
    let (line, envelope) = try record("notice", .sequence(4))
    var bytes: [UInt8] = []
    ServerEvent.write(line, envelope, to: &bytes)
    let text = String(decoding: line, as: UTF8.self)
    #expect(String(decoding: bytes, as: UTF8.self) == "id: \(session)-4\nevent: notice\ndata: \(text)\n\n")
    let (live, other) = try record("item.delta", .after(4))
    bytes = []
    ServerEvent.write(live, other, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("event: item.delta\ndata: {"))
  }

  /// A type is anything that somebody has put into a log.
  @Test func noTypeEndsItsField() throws {
    let (line, envelope) = try record("a\nid: x", .sequence(4))
    var bytes: [UInt8] = []
    ServerEvent.write(line, envelope, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\nevent: message\n"))
  }
}

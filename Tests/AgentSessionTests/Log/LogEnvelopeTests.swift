import AgentJSON
import AgentCore
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct LogEnvelopeTests {
  @Test func readsWhatTheEncoderWrites() throws {
    let line = EventEncoder.encode(
      .note("x"), at: .sequence(42), time: Timestamp(milliseconds: 1_000), session: "s", turn: 7)
    let envelope = try #require(LogEnvelope(line))
    #expect(envelope.type == "notice")
    #expect(envelope.version == 1)
    #expect(envelope.sequence == 42)
    #expect(envelope.after == nil)
    #expect(envelope.time == Timestamp(milliseconds: 1_000))
    #expect(envelope.session == "s")
    #expect(envelope.turn == 7)
  }

  @Test func readsLiveLinesAndLinesOutsideOfSessions() throws {
    let live = EventEncoder.encode(
      .note("x"), at: .after(3), time: Timestamp(milliseconds: 0), session: "s", turn: 1)
    #expect(LogEnvelope(live)?.after == 3)
    #expect(LogEnvelope(live)?.sequence == nil)
    let runtime = EventEncoder.encode(
      .note("x"), at: .sequence(1), time: Timestamp(milliseconds: 0), session: nil, turn: nil)
    #expect(LogEnvelope(runtime)?.session == nil)
    #expect(LogEnvelope(runtime)?.turn == nil)
  }

  @Test func readsAnyOrderByParsing() {
    let text = #"{"seq": 5, "v":2, "type":"a.b", "turn":3, "ts":"1970-01-01T00:00:01.000Z"}"#
    #expect(
      LogEnvelope(Array(text.utf8))
        == LogEnvelope(
          type: "a.b", version: 2, sequence: 5, after: nil, time: Timestamp(milliseconds: 1000),
          session: nil, turn: 3))
  }

  @Test(arguments: ["", "{}", "[]", "{\"type\":", "{\"type\":\"x\",\"v\":", "junk", "{\"type\":5}"])
  func refusesWhatIsNoEvent(_ text: String) {
    #expect(LogEnvelope(Array(text.utf8)) == nil)
  }
}

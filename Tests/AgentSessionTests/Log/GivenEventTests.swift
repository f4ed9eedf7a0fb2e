import AgentCore
import AgentJSON
import Testing

@testable import AgentSession

@Suite struct GivenEventTests {
  @Test func takesEventsWithAndWithoutAnEnvelope() throws {
    let bare = try GivenEvent(["type": "notice", "level": "info", "code": "x", "message": "y"])
    #expect(bare.event == Event.notice("x", "y", level: "info"))
    #expect(bare.turn == nil)
    let line: JSON = [
      "type": "notice", "v": 1, "seq": 9, "ts": "2026-01-01T00:00:00.000Z", "session": "s", "turn": 3,
      "level": "info", "code": "x", "message": "y", "crc": "00000000",
    ]
    let given = try GivenEvent(line)
    #expect(given.event == bare.event)
    #expect(given.turn == 3)
    #expect(try GivenEvent(["type": "ci.step", "x": 1]).event.payload == ["x": 1])
  }

  @Test(arguments: [
    ("[]", "expected an object"), ("{}", "no type"), (#"{"type":"notice","level":"info"}"#, "lacks 'code'"),
    (#"{"type":"turn.completed","exit_code":"0"}"#, "not of type integer"),
    (#"{"type":"item.delta","item_id":"a","kind":"text","delta":"x"}"#, "not kept in a log"),
    (#"{"type":"session.created"}"#, "keeper"), (#"{"type":"turn.unknown"}"#, "unknown event type"),
    (#"{"type":"notcie"}"#, "unknown event type"), (#"{"type":"Ci.Step"}"#, "unknown event type"),
    (#"{"type":"ci.step","turn":"x"}"#, "'turn'"), (#"{"type":"ci.step","turn":-7}"#, "'turn'"),
    (#"{"type":"ci.step","turn":0}"#, "'turn'"), (#"{"type":"ci.step","turn":1.5}"#, "'turn'"),
    (#"{"type":"config.changed"}"#, "runtime log"), (#"{"type":"wake.started"}"#, "runtime log"),
    (#"{"type":"memory.added"}"#, "runtime log"), (#"{"type":"plan.changed"}"#, "runtime log"),
    (#"{"type":"notice","v":2,"level":"i","code":"c","message":"m"}"#, "newer"),
  ])
  func refuses(_ text: String, _ message: String) throws {
    let value = try JSON(parsing: text)
    let error = #expect(throws: AgentError.self) { try GivenEvent(value) }
    #expect(error?.message.contains(message) == true)
    #expect(error?.exitCode == .badData)
  }

  @Test func namesWhatWasMeant() {
    let error = #expect(throws: AgentError.self) { try GivenEvent(["type": "notcie"]) }
    #expect(error?.hint == "did you mean 'notice'?")
  }
}

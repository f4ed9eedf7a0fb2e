import AgentCore
import Testing

@testable import AgentServe

@Suite struct EventSubscriptionTests {
  private let session = "20260102T030405.678Z-1a2b"

  private func asked(_ query: [(String, String)], _ headers: [(String, String)] = [], session: String?) throws
    -> EventSubscription
  {
    try EventRoutes.subscription(
      ServeRequest(
        method: "GET", path: ["events"], query: query.map { (name: $0.0, value: $0.1) },
        headers: headers.map { (name: $0.0, value: $0.1) }), session: session)
  }

  @Test func theHeaderGoesBeforeTheAddress() throws {
    #expect(try asked([("after", "3")], session: session).after == 3)
    #expect(try asked([], session: session).after == nil)
    #expect(try asked([("after", "3")], [("last-event-id", "\(session)-9")], session: session).after == 9)
    // What this session has never given is told as an id of the future.
    for id in ["20260102T030405.678Z-ffff-9", "runtime-9", "nonsense"] {
      #expect(try asked([], [("last-event-id", id)], session: session).after == .max, "\(id)")
    }
  }

  @Test func allSessionsAreLiveOnly() throws {
    let all = try asked([], [("last-event-id", "\(session)-9")], session: nil)
    #expect(all.after == nil)
    #expect(all.notices.map(\.type) == ["notice"])
    #expect(throws: AgentError.self) { try asked([("after", "3")], session: nil) }
  }

  @Test func numbersAreNumbers() {
    for text in ["-1", "+1", "1.5", "x", "1e3", "99999999999999999999"] {
      #expect(throws: AgentError.self, "\(text)") { try asked([("after", text)], session: session) }
    }
  }

  @Test func theFormGoesByAccept() throws {
    for (accept, isLines) in [
      ("application/x-ndjson", true), ("text/event-stream", false), ("*/*", false), ("", false),
      ("text/html, application/x-ndjson;q=0.9", true),
    ] {
      #expect(try asked([], [("accept", accept)], session: session).ndjson == isLines, "\(accept)")
    }
  }
}

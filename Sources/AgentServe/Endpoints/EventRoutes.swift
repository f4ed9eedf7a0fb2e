import AgentCore
import AgentJSON

/// Events as they come: of one session from any place on, or of all from now on.
package enum EventRoutes {
  static let all: [Route] = [Route("GET", "/events", follow)]

  static func wantsNDJSON(_ request: ServeRequest) -> Bool {
    let accept = request.header("accept") ?? ""
    return accept.utf8.split(separator: UInt8(ascii: ",")).contains { part in
      let name = part.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[0]
        .filter { $0 != 0x20 && $0 != 0x09 }
      return name.elementsEqual("application/x-ndjson".utf8) || name.elementsEqual("application/ndjson".utf8)
    }
  }

  package static func mediaType(_ ndjson: Bool) -> String {
    ndjson ? "application/x-ndjson" : "text/event-stream"
  }

  private static let follow: Route.Body = { request, serving in
    let selector = request.query("session") ?? request.query("session_id")
    let id = try selector.map { (selector) throws(AgentError) in try serving.session(selector) }
    return .following(try subscription(request, session: id))
  }

  /// - Parameter session: the id of the one that is asked for; nil for all.
  static func subscription(_ request: ServeRequest, session: String?) throws(AgentError) -> EventSubscription
  {
    var subscription = EventSubscription(session: session, after: nil)
    subscription.ndjson = wantsNDJSON(request)
    subscription.deltas = try request.flag("deltas")
    if let text = request.query("after") ?? request.query("after_sequence") {
      guard session != nil else {
        throw AgentError(.badRequest, "needs a session: all of them together are live only", object: "after")
      }
      guard let after = Int(text), after >= 0, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw AgentError(.badRequest, "must be a number", object: "after")
      }
      subscription.after = after
    }
    // A client that comes again has the address of its first request still.
    if let last = request.header("last-event-id"), !last.isEmpty {
      guard let session else {
        subscription.notices = [
          .notice(
            "last_event_id", "events of all sessions are live only: Last-Event-ID is not looked at",
            level: "info")
        ]
        return subscription
      }
      // What is no id of this session is one that it never had, which is told.
      let id = EventID(last)
      subscription.after = id?.session == session ? id?.sequence : .max
    }
    return subscription
  }
}

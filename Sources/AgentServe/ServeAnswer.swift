package import AgentCore
package import AgentJSON

/// What is sent back.
package enum ServeAnswer: Sendable {
  case whole(status: Int, headers: [(name: String, value: String)], body: [UInt8])
  /// Run on a thread of its own; writes until it returns or the client has gone. Where it throws before it has
  /// written anything, the error is the answer.
  case streamed(headers: [(name: String, value: String)], @Sendable (any AnswerSink) throws -> Void)
  /// Run on a thread of its own, for what waits long: a turn.
  case later(@Sendable () throws -> ServeAnswer)
  /// Events as they come, on the event loop: no thread a subscriber.
  case following(EventSubscription)

  package static func json(_ value: JSON, status: Int = 200) -> ServeAnswer {
    .json(value.bytes, status: status)
  }

  /// JSON as a command has printed it.
  package static func json(_ bytes: [UInt8], status: Int = 200) -> ServeAnswer {
    .whole(status: status, headers: [("content-type", "application/json")], body: bytes)
  }
}

/// Where a stream goes.
package protocol AnswerSink: Sendable {
  /// Waits while 256 KiB are unsent.
  /// - Throws: `output_closed` when the client has gone, or the server ends.
  func write(_ bytes: [UInt8]) throws(AgentError)
}

/// Which events a client wants, and from where on.
package struct EventSubscription: Sendable, Equatable {
  /// The id of a session; nil for all of them and the runtime log, from now on.
  package var session: String?
  /// The number of the last event that the client has; nil for what comes from now on.
  package var after: Int?
  /// Also what is not durable of running turns.
  package var deltas = false
  /// One line an event instead of server-sent events.
  package var ndjson = false
  /// What is told first, as lines of events without a place in any log.
  package var notices: [Event] = []

  package init(session: String?, after: Int?) { (self.session, self.after) = (session, after) }
}

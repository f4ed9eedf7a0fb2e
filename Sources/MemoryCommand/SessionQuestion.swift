import AgentCore
import AgentJSON
import AgentSession

/// What a session is about just now: the last three inputs of its user, the last first.
enum SessionQuestion {
  private static let count = 3
  /// Records looked at, from the end.
  private static let limit = 2_000
  /// Characters of one input.
  private static let length = 2_000

  static func texts(of session: String, in store: SessionStore) throws(AgentError) -> [String] {
    guard store.exists(session) else { return [] }
    var reader = try ReverseReader(path: store.path(session))
    var found: [String] = []
    var seen = 0
    while found.count < count, seen < limit, let record = try reader.next() {
      seen += 1
      guard record.eventType == .turnStarted, let value = record.json() else { continue }
      let text = ItemText.text(ofInput: store.blobs.resolving(value)["input"])
      if !text.allSatisfy(\.isWhitespace) { found.append(String(text.prefix(length))) }
    }
    return found
  }
}

public import AgentSystem

/// Which sessions go when old ones are cleaned up. Pure.
///
/// A session goes when one of the rules says so: its age, the room that all of them take, that nothing was said in it.
/// The newest `keep` stay whatever the rules say; where only that is given, all others go. One in which a turn runs
/// stays always.
public struct PruneRules: Sendable, Equatable {
  /// Those whose last event is older.
  public var olderThan: Timestamp?
  /// The oldest until the logs of the rest have no more bytes.
  public var maximumBytes: Int?
  /// Those in which nothing was said.
  public var empty = false
  /// So many of the newest stay.
  public var keep: Int?

  public init() {}

  /// - Parameter sessions: all there are, newest first.
  /// - Returns: what goes, oldest first.
  public func chosen(from sessions: [SessionSummary]) -> [SessionSummary] {
    let keepsOnly = keep != nil && olderThan == nil && maximumBytes == nil && !empty
    var left = sessions.reduce(0) { $0 + $1.bytes }
    var going: Set<String> = []
    let candidates = sessions.dropFirst(keep ?? 0).filter { !$0.isRunning }
    for session in candidates where keepsOnly || isOld(session) || empty && session.isEmpty {
      going.insert(session.id)
      left -= session.bytes
    }
    if let maximumBytes {
      for session in candidates.reversed() where left > maximumBytes && !going.contains(session.id) {
        going.insert(session.id)
        left -= session.bytes
      }
    }
    return candidates.reversed().filter { going.contains($0.id) }
  }

  /// One whose log has no time has no age.
  private func isOld(_ session: SessionSummary) -> Bool {
    guard let olderThan, let updated = session.updated else { return false }
    return updated < olderThan
  }
}

extension SessionSummary {
  /// Whether nobody has said anything in it, and nothing waits there to be said.
  var isEmpty: Bool { turns == 0 && messages == 0 && queued.isEmpty && openTurn == nil && lastSequence <= 1 }
}

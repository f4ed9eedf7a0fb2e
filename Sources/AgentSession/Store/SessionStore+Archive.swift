public import AgentCore
import AgentSystem

extension SessionStore {
  /// What archiving has dropped from a log, or would drop.
  public struct Archive: Sendable, Equatable {
    /// The numbers of the events.
    public let range: ClosedRange<Int>
    /// By how many bytes the log is shorter.
    public let bytes: Int
    /// The line that stands in their place, as it is in the log; nil when nothing was written.
    public let line: [UInt8]?
  }

  /// Says what ``archive(_:)`` would do now.
  /// - Returns: nil when the last compaction has replaced nothing that is still in the log.
  public func archivable(_ id: String) throws(AgentError) -> Archive? {
    try requireSession(id)
    guard let plan = try ArchivePlan.make(id, path: path(id)) else { return nil }
    return Archive(range: plan.range, bytes: plan.keptOffset - (try line(for: plan, id).count + 1), line: nil)
  }

  /// Drops from the log what its last compaction has replaced. A new generation takes the log's place, in
  /// which one `session.archived` stands for the events that have gone; what follows keeps its bytes.
  ///
  /// A turn whose process was killed gets its last event first.
  /// - Returns: nil when there was nothing to drop.
  /// - Throws: 75 while a turn runs, 65 where what would go is damaged.
  public func archive(_ id: String) throws(AgentError) -> Archive? {
    let turn = try TurnLock.acquire(id, in: self, until: .after(milliseconds: 0))
    let archive = try eventLog(id).withLock { (open) throws(AgentError) -> Archive? in
      removeTemporaryFiles(id)
      guard let plan = try ArchivePlan.make(id, path: path(id)) else { return nil }
      let line = try line(for: plan, id)
      try system { () throws(SystemError) in
        let kept = try LogFile.read(open.descriptor, plan.keptOffset..<open.size, path: path(id))
        try Files.replace(
          path(id), with: line + [0x0a] + kept, modified: try LogFile.modified(path(id)))
      }
      return Archive(range: plan.range, bytes: plan.keptOffset - (line.count + 1), line: line)
    }
    _ = consume turn
    return archive
  }

  private func line(for plan: ArchivePlan, _ id: String) throws(AgentError) -> [UInt8] {
    try EventLine.encode(
      plan.event, sequence: plan.range.upperBound, time: clock.now(), session: id, turn: nil, blobs: blobs)
  }
}

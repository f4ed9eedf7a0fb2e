public import AgentCore
public import AgentSystem
import Glibc

/// `logs/runtime.ndjson`: what happens outside of any session, in the session log's line format.
///
/// It is not synced. Above 16 MiB it becomes `runtime.1.ndjson`, and the numbers go on.
public struct RuntimeLog: Sendable {
  private let log: EventLog
  private let runtime: RuntimeDirectory

  static let rotationLimit = 16 << 20

  public init(_ store: SessionStore) {
    runtime = store.runtime
    log = EventLog(
      path: runtime.runtimeLog, lockPath: "\(runtime.folder(.locks))/runtime.log", session: nil,
      blobs: store.blobs, clock: store.clock)
  }

  /// Where the events before those of the log are, when there have been so many.
  package var previousPath: String { runtime.file("logs/runtime.1.ndjson") }

  @discardableResult
  public func append(_ event: Event) throws(AgentError) -> AppendedEvent? {
    try append(event, rotatingAbove: Self.rotationLimit)
  }

  /// Tells of what has been done. It is done by then, so a log that cannot be written is worth a line and no
  /// failure.
  /// - Parameter note: told that line.
  public static func tell(
    _ event: Event, in runtime: RuntimeDirectory, clock: Clock, note: (String) -> Void
  ) {
    do throws(AgentError) {
      try RuntimeLog(SessionStore(runtime, clock: clock)).append(event)
    } catch {
      note("the change is made, but not in the runtime log: \(error)")
    }
  }

  func append(_ event: Event, rotatingAbove limit: Int) throws(AgentError) -> AppendedEvent? {
    try runtime.prepare(.logs, .locks)
    return try log.withLock(creating: true) { (open) throws(AgentError) in
      let last = open.tail.last == nil ? try lastOfPrevious() : 0
      let appended = try open.append([event], turn: nil, durability: .process, after: last).first
      if open.size > limit {
        try system { () throws(SystemError) in
          if Glibc.rename(log.path.system, previousPath.system) != 0 { throw SystemError("rename", log.path) }
        }
      }
      return appended
    }
  }

  private func lastOfPrevious() throws(AgentError) -> Int {
    do {
      var reader = try ReverseReader(path: previousPath)
      while let record = try reader.next() {
        if let sequence = record.sequence { return sequence }
      }
    } catch {
      // As a rule there was none.
      if error.code != .sessionMissing { throw error }
    }
    return 0
  }
}

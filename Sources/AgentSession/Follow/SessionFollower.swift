public import AgentCore
public import AgentSystem

/// Follows one session, or all of them and the runtime log, as they grow: the event bus.
///
/// Used by one thread.
public final class SessionFollower {
  public enum Scope: Sendable, Equatable {
    /// One session, from the event with this number on; nil for what comes from now on.
    case session(String, from: Int?)
    /// Every session, those to come too, and the runtime log, from now on.
    case all
  }

  private let store: SessionStore
  private let scope: Scope
  private let includesLive: Bool
  private let watch: DirectoryWatch
  private var logs: [String: LogFollower] = [:]
  private var live: [String: LogFollower] = [:]
  /// Live events whose place is behind a durable one that has not been read yet.
  private var waiting: [LogRecord] = []
  /// Sessions that cannot be read and are left out, with the reasons that were not yet asked for.
  private var unreadable: Set<String> = []
  private var failures: [AgentError] = []

  /// - Parameter deltas: whether the live events of running turns are given too.
  public init(_ store: SessionStore, _ scope: Scope, deltas: Bool = false) throws(AgentError) {
    self.store = store
    self.scope = scope
    includesLive = deltas
    // The directories have to be there to be watched.
    try store.runtime.prepare(.sessions, .live, .logs)
    watch = DirectoryWatch([
      store.runtime.folder(.sessions), store.runtime.folder(.live), store.runtime.folder(.logs),
    ])
    switch scope {
    case .session(let id, let from?): logs[id] = LogFollower(path: store.path(id), after: from - 1)
    case .session(let id, nil): logs[id] = try LogFollower(fromEndOf: store.path(id))
    case .all:
      for id in try store.ids() {
        try leavingOut(id) { () throws(AgentError) in logs[id] = try LogFollower(fromEndOf: store.path(id)) }
      }
      logs[""] = try LogFollower(fromEndOf: store.runtime.runtimeLog)
    }
    // Who asks for events of the time before gets the running turn's from its beginning.
    if case .session(_, from: .some) = scope { return }
    for path in liveFiles() { live[path] = try LogFollower(fromEndOf: path, isLive: true) }
  }

  /// What kept sessions from being followed since this was last asked; only where all are followed.
  public func takeFailures() -> [AgentError] {
    defer { failures = [] }
    return failures
  }

  /// Runs `body`; where all sessions are followed, one that cannot be read is left out from then on.
  private func leavingOut(_ id: String, _ body: () throws(AgentError) -> Void) throws(AgentError) {
    do throws(AgentError) {
      try body()
    } catch {
      guard scope == .all, !id.isEmpty else { throw error }
      logs[id] = nil
      unreadable.insert(id)
      failures.append(store.withAdvice(error, on: id))
    }
  }

  /// Damaged lines that were passed over.
  public var damagedCount: Int { logs.values.reduce(0) { $0 + $1.damagedCount } }

  /// Whether the one session that is followed has been deleted.
  public var isOver: Bool {
    if case .session(let id, _) = scope { logs[id]?.isGone ?? true } else { false }
  }

  /// The next records, durable ones in the order of their numbers and live ones behind those they follow.
  /// - Returns: an empty list when `deadline` has passed, the session is gone, or `output` has lost its
  ///   reader.
  public func next(until deadline: Deadline?, output: Int32 = -1) throws(AgentError) -> [LogRecord] {
    while true {
      let found = try poll()
      if !found.isEmpty || isOver { return found }
      if let deadline, deadline.hasPassed { return [] }
      if !watch.wait(until: deadline, output: output) { return [] }
    }
  }

  private func poll() throws(AgentError) -> [LogRecord] {
    if scope == .all {
      for id in try store.ids() where logs[id] == nil && !unreadable.contains(id) {
        logs[id] = LogFollower(path: store.path(id), after: 0)
      }
    }
    var durable: [(id: String, records: [LogRecord], last: Int)] = []
    for id in logs.keys.sorted() {
      guard let log = logs[id] else { continue }
      try leavingOut(id) { () throws(AgentError) in
        durable.append((id, try log.poll(), log.lastSequence))
        if log.isGone, scope == .all, id != "" { logs[id] = nil }
      }
    }
    // Live events are read behind the logs: those before a durable event were written before it.
    waiting += try pollLive()
    var found: [LogRecord] = []
    for (id, records, last) in durable {
      let ready = waiting.filter { $0.envelope?.session == id && $0.envelope?.after ?? 0 <= last }
      waiting.removeAll { $0.envelope?.session == id && $0.envelope?.after ?? 0 <= last }
      found += Self.merge(records, ready)
    }
    waiting.removeAll { $0.envelope?.session.map { logs[$0] == nil } ?? true }
    return found
  }

  /// Each live event is put behind the durable event it names in `after`.
  package static func merge(_ durable: [LogRecord], _ live: [LogRecord]) -> [LogRecord] {
    if live.isEmpty { return durable }
    var merged: [LogRecord] = []
    var rest = live[...]
    for record in durable {
      while let first = rest.first, first.envelope?.after ?? 0 < record.sequence ?? 0 {
        merged.append(first)
        rest.removeFirst()
      }
      merged.append(record)
    }
    return merged + rest
  }

  private func pollLive() throws(AgentError) -> [LogRecord] {
    for path in liveFiles() where live[path] == nil { live[path] = LogFollower(path: path, after: 0) }
    var found: [LogRecord] = []
    for path in live.keys.sorted() {
      guard let file = live[path] else { continue }
      while true {
        let more = try file.poll()
        found += more
        if more.isEmpty { break }
      }
      if file.isGone { live[path] = nil }
    }
    return found
  }

  private func liveFiles() -> [String] {
    guard includesLive else { return [] }
    switch scope {
    case .session(let id, _): return store.liveFiles(id)
    case .all:
      let folder = store.runtime.folder(.live)
      return ((try? Files.list(folder)) ?? []).map { "\(folder)/\($0)" }
    }
  }
}

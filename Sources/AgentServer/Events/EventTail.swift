import AgentCore
import AgentSession
import AgentSystem
import Glibc

/// Reads what is appended to logs, once for everybody. Used by one thread.
protocol EventTail: AnyObject {
  /// The last durable event that has been read.
  var lastSequence: Int { get }
  /// Whether the first event that is given is the first there is.
  var beginsInside: Bool { get }
  /// Whether what is read has been deleted.
  var isGone: Bool { get }
  /// What has come, as far as `change` may be about it; empty when there is nothing more.
  func poll(_ change: ChangeWatch.Change) throws(AgentError) -> [LogRecord]
}

extension ChangeWatch.Change {
  func mayConcern(_ isConcerned: (String) -> Bool) -> Bool {
    switch self {
    case .anything: true
    case .names(let names): names.contains(where: isConcerned)
    }
  }
}

/// One session: its log, and the files of what is not durable.
final class SessionTail: EventTail {
  private let id: String
  private let log: LogFollower
  private var live: LiveTail
  /// What a feed begins with: those who come again, as all do when the server has been restarted, find there what
  /// they lack.
  private static let remembered = 1 << 20
  private var hasBegun = false

  /// What is live of a turn that runs already is read from its beginning.
  init(_ id: String, _ store: SessionStore) throws(AgentError) {
    self.id = id
    log = try LogFollower(path: store.path(id), lastBytes: Self.remembered)
    live = LiveTail(store.runtime.folder(.live))
  }

  var lastSequence: Int { log.lastSequence }
  var beginsInside: Bool { log.beginsInside }
  var isGone: Bool { log.isGone }

  func poll(_ change: ChangeWatch.Change) throws(AgentError) -> [LogRecord] {
    // `ID.ndjson` and `ID.TURN.ndjson`
    guard change.mayConcern({ $0.hasPrefix(id + ".") }) else { return [] }
    var durable = try log.poll()
    // All that there is first, so that whatever is live has its place.
    while !hasBegun {
      let more = try log.poll()
      hasBegun = more.isEmpty
      durable += more
    }
    let ready = try live.poll(change, last: [id: log.lastSequence]) { $0.hasPrefix(id + ".") }
    return SessionFollower.merge(durable, ready)
  }
}

/// All sessions, those to come too, and the runtime log. Files are opened when they grow.
final class AllTail: EventTail {
  private let store: SessionStore
  /// Where the files ended that are not open.
  private var places: [String: (offset: Int, inode: UInt)] = [:]
  private var logs: [String: LogFollower] = [:]
  private var live: LiveTail
  private static let openLimit = 128
  /// Stands for the runtime log among the sessions.
  private static let runtime = "runtime"

  init(_ store: SessionStore) throws(AgentError) {
    self.store = store
    live = LiveTail(store.runtime.folder(.live))
    for id in try store.ids() + [Self.runtime] {
      guard let status = (try? Files.status(path(id))) ?? nil else { continue }
      places[id] = (Int(status.st_size), UInt(status.st_ino))
    }
    try live.skip { _ in true }
  }

  let lastSequence = 0
  let beginsInside = true
  let isGone = false

  private func path(_ id: String) -> String { id == Self.runtime ? store.runtime.runtimeLog : store.path(id) }

  func poll(_ change: ChangeWatch.Change) throws(AgentError) -> [LogRecord] {
    var found: [LogRecord] = []
    for id in try changed(change) {
      // One that cannot be read hides no other.
      guard let log = try? follower(id), let records = try? log.poll() else { continue }
      let ready = (try? live.poll(change, last: [id: log.lastSequence]) { $0.hasPrefix(id + ".") }) ?? []
      found += SessionFollower.merge(records, ready)
      if log.isGone { logs[id] = nil }
    }
    closeSome()
    return found
  }

  private func changed(_ change: ChangeWatch.Change) throws(AgentError) -> [String] {
    switch change {
    case .anything: return try store.ids() + [Self.runtime]
    case .names(let names):
      return Set(
        names.compactMap { name -> String? in
          if name == "runtime.ndjson" { return Self.runtime }
          let id = String(decoding: name.utf8.prefix(25), as: UTF8.self)
          return name.hasSuffix(".ndjson") && SessionID.isValid(id) ? id : nil
        }
      ).sorted()
    }
  }

  private func follower(_ id: String) throws(AgentError) -> LogFollower {
    if let log = logs[id] { return log }
    let log: LogFollower
    if let place = places.removeValue(forKey: id) {
      log = try LogFollower(path: path(id), offset: place.offset, inode: place.inode)
    } else {
      log = LogFollower(path: path(id), after: 0)
    }
    logs[id] = log
    return log
  }

  private func closeSome() {
    // The runtime log stays open: of the file that becomes the previous one nothing may be missed.
    while logs.count > Self.openLimit, let id = logs.keys.first(where: { $0 != Self.runtime }),
      let log = logs.removeValue(forKey: id)
    {
      places[id] = log.position
    }
  }
}

/// The files of running turns' events that are not durable.
struct LiveTail {
  private let folder: String
  private var files: [String: LogFollower] = [:]
  /// Those whose place is behind a durable event that has not been read yet.
  private var waiting: [LogRecord] = []
  private static let waitingLimit = 10_000

  init(_ folder: String) { self.folder = folder }

  private func names(_ isWanted: (String) -> Bool) -> [String] {
    ((try? Files.list(folder)) ?? []).filter(isWanted)
  }

  /// Passes over what is there by now.
  mutating func skip(_ isWanted: (String) -> Bool) throws(AgentError) {
    for name in names(isWanted) {
      files[name] = try LogFollower(fromEndOf: Path.join(folder, name), isLive: true)
    }
  }

  /// What has come and stands behind nothing later than the `last` events of its sessions.
  mutating func poll(_ change: ChangeWatch.Change, last: [String: Int], _ isWanted: (String) -> Bool)
    throws(AgentError) -> [LogRecord]
  {
    for name in names(isWanted) where files[name] == nil {
      files[name] = LogFollower(path: Path.join(folder, name), after: 0)
    }
    for name in files.keys.sorted() where isWanted(name) {
      guard let file = files[name] else { continue }
      while true {
        let more = try file.poll()
        if more.isEmpty { break }
        waiting += more
      }
      if file.isGone { files[name] = nil }
    }
    if waiting.isEmpty { return [] }
    func isReady(_ record: LogRecord) -> Bool {
      guard let session = record.envelope?.session, let limit = last[session] else { return false }
      return record.envelope?.after ?? 0 <= limit
    }
    let ready = waiting.filter(isReady)
    waiting.removeAll(where: isReady)
    if waiting.count > Self.waitingLimit { waiting = [] }
    return ready
  }
}

public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

extension SessionStore {
  /// Gives a session a title; works while a turn runs.
  @discardableResult
  public func rename(_ id: String, to title: String) throws(AgentError) -> AppendedEvent? {
    try SessionLog(id, store: self).append([Event(.sessionRenamed, ["title": .string(title)])]).first
  }

  /// Removes a session with its live files and locks. A running turn makes it 75.
  ///
  /// Both locks are held, so that nobody appends to a file that has no name any more; `session.deleted` goes
  /// to the runtime log.
  /// - Parameter modified: leave it where its log has changed since (``SessionSummary/modified``).
  /// - Returns: false where it was left for that.
  @discardableResult
  public func delete(_ id: String, ifUnchangedSince modified: Int? = nil) throws(AgentError) -> Bool {
    try requireSession(id)
    let title = try? summary(id).title
    let turn = try TurnLock.acquireForRemoval(id, in: self)
    try runtime.prepare(.locks)
    let log = try system { () throws(SystemError) in try FileLock.acquire(logLockPath(id)) }
    try requireSession(id)
    if let modified {
      let status = try system { () throws(SystemError) in try Files.status(path(id)) }
      if status.map(LogFile.modifiedNanoseconds) != modified { return false }
    }
    try system { () throws(SystemError) in
      // The log goes last: whatever stops this, the session is still there to be deleted.
      removeTemporaryFiles(id)
      for leftover in liveFiles(id) + damagedCopies(id) { try Files.remove(leftover) }
      try Files.remove(path(id))
      try Files.synchronizeDirectory(runtime.folder(.sessions))
      try log.unlinkFile()
      try turn.unlinkFile()
    }
    try RuntimeLog(self).append(
      Event(.sessionDeleted, ["id": .string(id), "title": .init(title ?? nil)]))
    return true
  }

  /// Makes a new session with the events of `id` up to `sequence` (nil: all). They are encoded again, with
  /// the new session's id and numbers from 1; their times stay.
  /// - Returns: the new session's id.
  ///
  /// Input that no turn has taken by then stays with the original, and a turn that runs there has an end in
  /// the copy. The title says that it is a fork.
  public func fork(_ id: String, at sequence: Int? = nil, workingDirectory: String? = nil)
    throws(AgentError) -> String
  {
    let summary = try requireFork(id, at: sequence)
    var lines = Transcription(
      creation: Self.creation(
        title: try forkTitle(summary.title), workingDirectory: workingDirectory ?? summary.workingDirectory,
        forkedFrom: id))
    // The records of the turn that has no end yet.
    var open: [LogRecord] = []
    var reader = try SessionReader(path: path(id))
    while let record = try reader.next() {
      if let sequence, let number = record.sequence, number > sequence { break }
      lines.add(record)
      if let turn = record.turn {
        if open.first?.turn != turn { open = [] }
        open.append(record)
      }
      if record.eventType == .turnCompleted || record.eventType == .turnFailed { open = [] }
    }
    if let first = open.first(where: { $0.eventType == .turnStarted }) {
      let end = TurnTotals.failed(open, AgentError(.interrupted, "the session was forked during the turn"))
      lines.add(end, time: open.last?.time, turn: first.turn)
    }
    lines.dropUntakenInput()
    return try lines.store(in: self)
  }

  /// Throws what ``fork(_:at:workingDirectory:)`` would throw.
  @discardableResult
  public func requireFork(_ id: String, at sequence: Int?) throws(AgentError) -> SessionSummary {
    try requireSession(id)
    let summary = try summary(id)
    if let sequence, sequence < 1 || sequence > summary.lastSequence {
      throw AgentError(
        .badData, "has no event \(sequence)", object: id, hint: "1 to \(summary.lastSequence)")
    }
    if let sequence { try requireUnarchived(id, sequence) }
    return summary
  }

  /// A title without the ` (fork)` or ` (fork 2)` at its end.
  static func withoutForkMark(_ title: String) -> Substring {
    guard title.hasSuffix(")"), let mark = title.lastIndex(of: "("), title[..<mark].hasSuffix(" ") else {
      return title[...]
    }
    let words = title[mark...].dropFirst().dropLast().split(separator: " ")
    guard words.first == "fork", words.count < 3, words.dropFirst().allSatisfy({ Int($0) != nil }) else {
      return title[...]
    }
    return title[..<mark].dropLast()
  }

  /// `TITLE (fork)`, with a number where that is taken: a title stays the name of one session.
  private func forkTitle(_ title: String?) throws(AgentError) -> String? {
    guard let title else { return nil }
    let base = Self.withoutForkMark(title)
    let taken = Set(try list().compactMap(\.title))
    var wanted = "\(base) (fork)"
    var number = 2
    while taken.contains(wanted) {
      wanted = "\(base) (fork \(number))"
      number += 1
    }
    return wanted
  }

  private func requireUnarchived(_ id: String, _ sequence: Int) throws(AgentError) {
    var reader = try SessionReader(path: path(id))
    guard let first = try reader.next(), first.eventType == .sessionArchived, let last = first.sequence,
      sequence <= last
    else { return }
    throw AgentError(
      .badData, "event \(sequence) has been archived", object: id, hint: "from \(last + 1) on")
  }

  /// The live files of a session; as a rule there is one while a turn runs.
  func liveFiles(_ id: String) -> [String] {
    let folder = runtime.folder(.live)
    let names = (try? Files.list(folder)) ?? []
    return names.filter { $0.hasPrefix("\(id).") }.map { "\(folder)/\($0)" }
  }

  /// Removes what processes that were killed have left of new generations of the log. To be called by one who
  /// holds the log lock: nobody else can be writing such a file then.
  func removeTemporaryFiles(_ id: String) {
    let folder = runtime.folder(.sessions)
    for name in (try? Files.list(folder)) ?? [] where name.hasPrefix("\(id).ndjson\(Files.temporaryMark)") {
      try? Files.remove("\(folder)/\(name)")
    }
  }

  /// What `fsck --repair` has kept of a session.
  func damagedCopies(_ id: String) -> [String] {
    let folder = runtime.folder(.sessions)
    let names = (try? Files.list(folder)) ?? []
    return names.filter { $0.hasPrefix("\(id).ndjson.damaged") }.map { "\(folder)/\($0)" }
  }
}

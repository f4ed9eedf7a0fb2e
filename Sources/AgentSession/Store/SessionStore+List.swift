public import AgentCore
public import AgentSystem
import Glibc

extension SessionStore {
  /// The sessions in the order of their last event, newest first.
  /// - Parameters:
  ///   - limit: at most so many.
  ///   - since: only those whose last event is not older.
  ///   - workingDirectory: only those made in that directory or below it.
  ///   - all: those too whose turns were all begun by other agents.
  public func list(
    limit: Int? = nil, since: Timestamp? = nil, workingDirectory: String? = nil, all: Bool = true
  ) throws(AgentError) -> [SessionSummary] {
    try listing(limit: limit, since: since, workingDirectory: workingDirectory, all: all).sessions
  }

  /// The same with what could not be read: one such file hides no other session.
  public func listing(
    limit: Int? = nil, since: Timestamp? = nil, workingDirectory: String? = nil, all: Bool = true
  ) throws(AgentError) -> SessionListing {
    var listing = try summaries()
    let found = listing.sessions
    // Summaries are large; their places, which have the order of ids, are not. The kernel's clock may stand still for
    // some milliseconds, so that two files have one time.
    let order = found.indices.filter { index in
      if let since, found[index].updated ?? since < since { return false }
      if let workingDirectory {
        guard let made = found[index].workingDirectory, Path.relative(made, to: workingDirectory) != nil
        else {
          return false
        }
      }
      return all || !found[index].isSubordinate
    }.sorted { left, right in
      let (a, b) = (found[left], found[right])
      return (a.modified, a.updated?.milliseconds ?? 0, left) > (
        b.modified, b.updated?.milliseconds ?? 0, right
      )
    }
    listing.sessions = order.prefix(limit ?? found.count).map { found[$0] }
    return listing
  }

  /// One session.
  public func summary(_ id: String) throws(AgentError) -> SessionSummary {
    try requireSession(id)
    var cache = SummaryCache(runtime)
    guard let folder = try openSessions(), let summary = try refresh(id, in: folder, &cache) else {
      throw .noSuchSession(id)
    }
    return summary
  }

  /// All sessions in the order of their ids.
  private func summaries() throws(AgentError) -> SessionListing {
    var listing = SessionListing()
    let ids = try ids()
    guard let folder = try openSessions() else { return listing }
    var cache = SummaryCache(runtime)
    listing.sessions.reserveCapacity(ids.count)
    for id in ids {
      do throws(AgentError) {
        if let summary = try refresh(id, in: folder, &cache) { listing.sessions.append(summary) }
      } catch {
        listing.unreadable.append(withAdvice(error, on: id))
      }
    }
    cache.save()
    return listing
  }

  /// Every log with what stat(2) says of it, in the order of ids.
  public func logs() throws(AgentError) -> FoundLogs {
    var found = FoundLogs()
    let ids = try ids()
    guard let folder = try openSessions() else { return found }
    let raw = folder.raw
    found.logs.reserveCapacity(ids.count)
    for id in ids {
      do throws(AgentError) {
        let status = try system { () throws(SystemError) in
          try Files.status(of: id + ".ndjson", in: raw, path: path(id))
        }
        guard let status else { continue }
        try LogFile.requireRegular(status, path(id))
        found.logs.append((id, LogFileStatus(status)))
      } catch {
        found.unreadable.append(withAdvice(error, on: id))
      }
    }
    return found
  }

  private func openSessions() throws(AgentError) -> Descriptor? {
    let folder = runtime.folder(.sessions)
    do {
      return try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY)
    } catch {
      if error.number == ENOENT { return nil }
      throw AgentError(wrapping: error)
    }
  }

  /// A failure to read a session's file, with the command that mends it.
  public func withAdvice(_ error: AgentError, on id: String) -> AgentError {
    var error = error
    let path = path(id)
    error.object = id
    switch error.code {
    case .sandbox:
      let owner = ((try? Files.status(path)) ?? nil)?.st_uid
      let mending = owner == geteuid() ? "chmod 600 \(path)" : "sudo chown \(geteuid()) \(path)"
      error.hint = "try '\(mending)'"
    case .badData: error.hint = "try 'mv \(path) \(path).away'"
    default: break
    }
    return error
  }

  /// The summary of a session, made from the cache and what was appended since; nil when it has gone.
  private func refresh(_ id: String, in folder: borrowing Descriptor, _ cache: inout SummaryCache)
    throws(AgentError) -> SessionSummary?
  {
    let folder = folder.raw
    let found = try system { () throws(SystemError) in
      try Files.status(of: id + ".ndjson", in: folder, path: path(id))
    }
    guard let status = found else { return nil }
    try LogFile.requireRegular(status, path(id))
    let file = LogFileStatus(status)
    let known = cache.entry(id)
    var entry = SummaryCache.Entry(summary: SessionSummary(id: id), mark: LogMark(file))
    var isUnchanged = false
    if let known, known.mark.inode == file.inode, known.mark.consumed <= file.size {
      isUnchanged = known.mark.isCurrent(file)
      if isUnchanged || known.mark.isBeginning(of: path(id)) { entry = known }
    }
    entry.mark.size = file.size
    entry.mark.modified = file.modified
    var unfinished: LogRecord?
    if entry.mark.consumed < file.size {
      defer { cache.update(entry, from: known) }
      do {
        unfinished = try read(path(id), into: &entry, size: file.size)
      } catch {
        if error.code == .sessionMissing { return nil }
        throw error
      }
    } else if !isUnchanged {
      cache.update(entry, from: known)
    }
    var summary = entry.summary
    if let unfinished { summary.add(unfinished) }
    summary.bytes = file.size
    summary.modified = file.modified
    summary.isRunning = summary.openTurn != nil && turnHolder(id) != nil
    return summary
  }

  /// Takes into the entry what stands behind its end.
  /// - Returns: a last record without its newline: it counts, but may still grow and is read again.
  private func read(_ path: String, into entry: inout SummaryCache.Entry, size: Int) throws(AgentError)
    -> LogRecord?
  {
    var reader = try SessionReader(path: path, offset: entry.mark.consumed)
    while let record = try reader.next() {
      if record.offset + record.bytes.count >= size { return record }
      entry.add(record)
    }
    return nil
  }
}

/// The sessions of a runtime directory, and the files of it that could not be read as sessions.
public struct SessionListing: Sendable {
  public var sessions: [SessionSummary] = []
  /// Each names the session and says what to do.
  public var unreadable: [AgentError] = []
}

/// The logs of a runtime directory, and what is there in the place of one.
public struct FoundLogs: Sendable {
  public var logs: [(id: String, status: LogFileStatus)] = []
  /// Each names the session and says what to do.
  public var unreadable: [AgentError] = []
}

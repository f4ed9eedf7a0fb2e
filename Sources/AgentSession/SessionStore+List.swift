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
    let found = try summaries().filter { summary in
      if let since, summary.updated ?? since < since { return false }
      if let workingDirectory {
        guard let made = summary.workingDirectory, Path.relative(made, to: workingDirectory) != nil else {
          return false
        }
      }
      return all || !summary.isSubordinate
    }
    return Array(found.prefix(limit ?? found.count))
  }

  /// One session.
  public func summary(_ id: String) throws(AgentError) -> SessionSummary {
    try requireSession(id)
    var cache = SummaryCache(runtime)
    guard let summary = try refresh(id, &cache) else { throw .noSuchSession(id) }
    return summary
  }

  private func summaries() throws(AgentError) -> [SessionSummary] {
    var cache = SummaryCache(runtime)
    var found: [SessionSummary] = []
    let ids = try ids()
    for id in ids {
      if let summary = try refresh(id, &cache) { found.append(summary) }
    }
    cache.save(keeping: ids)
    return found.sorted { ($0.modified, $0.id) > ($1.modified, $1.id) }
  }

  /// The summary of a session, made from the cache and what was appended since; nil when it has gone.
  private func refresh(_ id: String, _ cache: inout SummaryCache) throws(AgentError) -> SessionSummary? {
    let path = path(id)
    guard let status = try system({ () throws(SystemError) in try Files.status(path) }) else { return nil }
    let size = Int(status.st_size)
    var entry = SummaryCache.Entry(summary: SessionSummary(id: id), inode: Int(status.st_ino), consumed: 0)
    if let known = cache[id], known.inode == entry.inode, known.consumed <= size { entry = known }
    if entry.consumed < size {
      do {
        entry = try reading(path, from: entry, size: size)
      } catch {
        if error.code == .sessionMissing { return nil }
        // A log of a newer format is listed by what its file says.
        if error.code != .config { throw error }
      }
      cache[id] = entry
    }
    var summary = entry.summary
    summary.bytes = size
    summary.modified = LogFile.modifiedNanoseconds(status)
    summary.isRunning = summary.openTurn != nil && turnHolder(id) != nil
    return summary
  }

  private func reading(_ path: String, from entry: SummaryCache.Entry, size: Int) throws(AgentError)
    -> SummaryCache.Entry
  {
    var entry = entry
    var reader = try SessionReader(path: path, offset: entry.consumed)
    while let record = try reader.next() {
      // A last line without its newline may still be growing: it counts, but is read again.
      if record.offset + record.bytes.count >= size {
        var last = entry
        last.summary.add(record)
        return last
      }
      entry.summary.add(record)
      entry.consumed = record.offset + record.bytes.count + 1
    }
    return entry
  }
}

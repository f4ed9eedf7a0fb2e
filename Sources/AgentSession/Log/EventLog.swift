import AgentCore
import AgentSystem

/// A file that events are appended to: a session log or the runtime log.
struct EventLog: Sendable {
  let path: String
  let lockPath: String
  /// What the lines say in `session`; nil in the runtime log.
  let session: String?
  let blobs: BlobStore
  let clock: Clock

  /// Runs `body` while nobody else can append.
  /// - Parameter creating: makes the file where there is none; otherwise that is 66.
  func withLock<Result>(
    creating: Bool = false, _ body: (OpenLog) throws(AgentError) -> Result
  ) throws(AgentError) -> Result {
    if !creating { try requirePresence() }
    try blobs.runtime.prepare(.locks)
    let lock = try system { () throws(SystemError) in try FileLock.acquire(lockPath) }
    if !creating, !Files.exists(path) {
      // Deleted while this process waited; the lock file is then of its own making.
      try? lock.unlinkFile()
      try requirePresence()
    }
    let open = try OpenLog(self, lock: lock, creating: creating)
    defer { withExtendedLifetime(open) {} }
    return try body(open)
  }

  private func requirePresence() throws(AgentError) {
    if !Files.exists(path) { throw .noSuchSession(session ?? path) }
  }
}

public import AgentCore
import AgentSession
import AgentStore
import AgentSystem
import Glibc

/// `cache/index.db`: opened by each command anew, made where it is missing, and made anew where it is damaged.
///
/// `cache/index.lock` is shared by all who have it open; who takes it away has it alone. SQLite keeps two more files
/// beside its own, and a new database must not be opened with the log of an old one.
public struct IndexFile: Sendable {
  private let runtime: RuntimeDirectory
  /// Milliseconds for which others are waited for.
  private let patience: Int

  public init(_ runtime: RuntimeDirectory, patience: Int? = nil) {
    self.runtime = runtime
    self.patience = patience ?? Database.patience
  }

  public var path: String { "\(runtime.folder(.cache))/index.db" }
  private var lockPath: String { "\(runtime.folder(.cache))/index.lock" }

  /// Runs `body` with the index; once more with a new one if it turns out to be damaged.
  func withIndex<Result>(_ body: (SessionIndex) throws -> Result) throws -> Result {
    do {
      return try open(body)
    } catch let error as AgentError where [.sessionDamaged, .internalError].contains(error.code) {
      // A schema that has flipped to another is no damage to SQLite.
      try remove(ifStill: inode())
      return try open(body)
    }
  }

  private func open<Result>(_ body: (SessionIndex) throws -> Result) throws -> Result {
    try runtime.prepare(.cache)
    let lock = try lock(shared: true)
    defer { withExtendedLifetime(lock) {} }
    return try body(SessionIndex(Database(path, mode: .create, patience: patience)))
  }

  private func inode() -> Int? { ((try? Files.status(path)) ?? nil).map { Int($0.st_ino) } }

  private func lock(shared: Bool) throws(AgentError) -> FileLock {
    do throws(SystemError) {
      return try FileLock.acquire(lockPath, shared: shared, until: .after(milliseconds: patience))
    } catch {
      if error.number != ETIMEDOUT { throw AgentError(error) }
      throw AgentError(.sessionBusy, "is busy: other processes use it", object: path, hint: "try again")
    }
  }

  /// Takes the index away; the next search makes it anew.
  /// - Parameter inode: only if it is that file; nil for whichever it is.
  private func remove(ifStill inode: Int?) throws(AgentError) {
    let lock = try lock(shared: false)
    defer { withExtendedLifetime(lock) {} }
    if let inode, self.inode() != inode { return }
    for name in [path, "\(path)-wal", "\(path)-shm"] {
      if unlink(name.system) != 0, errno != ENOENT { throw AgentError(SystemError("unlink", name)) }
    }
  }

  /// Takes what deleted sessions said away so that no byte of it is left. What is no index any more goes as a whole.
  /// - Throws: 75 while others use it; the next search will do it then.
  public func forget(_ ids: Set<String>) throws {
    if ids.isEmpty || !Files.exists(path) { return }
    do {
      try withIndex { try $0.forget(ids) }
    } catch let error as AgentError where error.code != .sessionBusy {
      try remove(ifStill: nil)
    }
  }
}

import CAgentSystem
import Glibc

/// A flock(2) on a lock file, exclusive or shared, held until it goes out of scope.
///
/// A lock file is never renamed; it may be unlinked by a process that holds it, so whoever gets a lock
/// checks that the path still names the file that was locked, and starts again where it does not.
public struct FileLock: ~Copyable, Sendable {
  private let file: Descriptor
  public let path: String

  private init(file: consuming Descriptor, path: String) {
    self.file = file
    self.path = path
  }

  // A process that another thread is starting has the descriptor too until it executes its program; closing
  // alone would leave the lock with it.
  deinit { _ = csystem_flock(file.raw, LOCK_UN) }

  /// The descriptor, for reading or writing what the lock file says of its holder.
  public var descriptor: Int32 { file.raw }

  /// Waits for the lock. Throws ETIMEDOUT when `deadline` passes first (nil: waits for ever).
  /// - Parameter shared: whether others may hold it at the same time, who share it too.
  public static func acquire(_ path: String, shared: Bool = false, until deadline: Deadline? = nil)
    throws(SystemError) -> FileLock
  {
    var pause: UInt32 = 200
    while true {
      if let lock = try tryAcquire(path, shared: shared, waiting: deadline == nil) { return lock }
      if let deadline, deadline.hasPassed { throw SystemError("flock", path, number: ETIMEDOUT) }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
  }

  /// The lock, or nil when another process has it.
  public static func tryAcquire(_ path: String) throws(SystemError) -> FileLock? {
    try tryAcquire(path, shared: false, waiting: false)
  }

  private static func tryAcquire(_ path: String, shared: Bool, waiting: Bool) throws(SystemError) -> FileLock?
  {
    let file = try Descriptor(opening: path, O_RDWR | O_CREAT, mode: 0o600)
    let kind = shared ? LOCK_SH : LOCK_EX
    while csystem_flock(file.raw, waiting ? kind : kind | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return nil }
      if errno != EINTR { throw SystemError("flock", path) }
    }
    var held = stat()
    if fstat(file.raw, &held) != 0 { throw SystemError("fstat", path) }
    if let named = try Files.status(path), held.st_ino == named.st_ino, held.st_dev == named.st_dev {
      return FileLock(file: file, path: path)
    }
    // Removed meanwhile by one who held it.
    return try tryAcquire(path, shared: shared, waiting: waiting)
  }

  /// Replaces what the lock file says.
  public func write(_ text: String) throws(SystemError) {
    try retryingInterrupts("ftruncate", path) { ftruncate(file.raw, 0) }
    lseek(file.raw, 0, SEEK_SET)
    try IO.writeAll(file.raw, Array(text.utf8), to: path)
  }

  /// Makes what ``write(_:)`` wrote survive a power cut, and the file's name too.
  public func synchronize() throws(SystemError) {
    try retryingInterrupts("fdatasync", path) { fdatasync(file.raw) }
    try Files.synchronizeDirectory(Path.parent(path))
  }

  /// Removes the lock file; the lock itself ends with the scope.
  public func unlinkFile() throws(SystemError) { try Files.remove(path) }
}

import CAgentSystem
public import Glibc

/// Whole-file operations by path.
public enum Files {
  public static func read(_ path: String, limit: Int = Int.max) throws(SystemError) -> [UInt8] {
    let file = try Descriptor(opening: path, O_RDONLY)
    return try IO.readToEnd(file.raw, limit: limit, of: path)
  }

  /// The contents, or nil when there is no such file.
  public static func readIfPresent(_ path: String, limit: Int = Int.max) throws(SystemError) -> [UInt8]? {
    do {
      return try read(path, limit: limit)
    } catch {
      if error.number == ENOENT || error.number == ENOTDIR { return nil }
      throw error
    }
  }

  /// The status of what `path` names (or of the link itself), or nil when there is nothing.
  public static func status(_ path: String, followLinks: Bool = true) throws(SystemError) -> stat? {
    var status = stat()
    if (followLinks ? stat(path.system, &status) : lstat(path.system, &status)) == 0 { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError("stat", path)
  }

  /// The same for a name in an open directory, which spares the walk along the path.
  public static func status(of name: String, in directory: Int32, path: @autoclosure () -> String)
    throws(SystemError) -> stat?
  {
    var status = stat()
    if fstatat(directory, name.system, &status, 0) == 0 { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError("stat", path())
  }

  /// Whether something has this name. Where that cannot be found out, as on a failing disk, the answer is yes:
  /// whatever is done with it next tells why, while a no would tell of a file that is not missing.
  public static func exists(_ path: String) -> Bool {
    access(path.system, F_OK) == 0 || ![ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP, EACCES].contains(errno)
  }

  public static func isDirectory(_ path: String) -> Bool {
    guard let status = try? status(path) else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a directory and those above it that are missing, each with `mode` whatever the umask.
  public static func makeDirectory(_ path: String, mode: UInt32 = 0o700) throws(SystemError) {
    if try makeOneDirectory(path, mode) { return }
    let parent = Path.parent(path)
    if path.isEmpty || parent == path { throw SystemError("mkdir", path, number: ENOENT) }
    try makeDirectory(parent, mode: mode)
    if !(try makeOneDirectory(path, mode)) { throw SystemError("mkdir", path, number: ENOENT) }
  }

  /// - Returns: false when the directory above is missing.
  private static func makeOneDirectory(_ path: String, _ mode: UInt32) throws(SystemError) -> Bool {
    // As a rule it is there, and to look costs less than to try.
    if isDirectory(path) { return true }
    if mkdir(path.system, mode) == 0 {
      if chmod(path.system, mode) != 0 { throw SystemError("chmod", path) }
      try synchronizeParent(of: path)
      return true
    }
    let number = errno
    if number == ENOENT { return false }
    if number == EEXIST, let status = try status(path), status.st_mode & S_IFMT == S_IFDIR { return true }
    throw SystemError("mkdir", path, number: number)
  }

  /// Without this a power cut could take a directory away with all that was synced in it.
  private static func synchronizeParent(of path: String) throws(SystemError) {
    do throws(SystemError) {
      try synchronizeDirectory(Path.parent(path))
    } catch {
      // A directory may be written without being readable, and then it cannot be synced.
      if error.number != EACCES { throw error }
    }
  }

  /// The names in a directory but `.` and `..`, sorted by bytes.
  public static func list(_ path: String) throws(SystemError) -> [String] {
    var opened = opendir(path.system)
    while opened == nil, errno == EINTR { opened = opendir(path.system) }
    guard let directory = opened else { throw SystemError("opendir", path) }
    return try names(in: directory, path)
  }

  /// The names in an open directory, which stays open, but `.` and `..`, sorted by bytes.
  public static func list(_ fd: Int32, path: String) throws(SystemError) -> [String] {
    let own = try retryingInterrupts("open", path) { openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let directory = fdopendir(own) else {
      let number = errno
      close(own)
      throw SystemError("fdopendir", path, number: number)
    }
    return try names(in: directory, path)
  }

  private static func names(in directory: OpaquePointer, _ path: String) throws(SystemError) -> [String] {
    defer { closedir(directory) }
    var names: [String] = []
    // readdir(3) gives nothing at the end and on an error; only errno tells them apart.
    errno = 0
    while let entry = readdir(directory) {
      withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { names.append(SystemText.string(name)) }
        }
      }
      errno = 0
    }
    if errno != 0 { throw SystemError("readdir", path) }
    return names.sorted(by: precedes)
  }

  /// The order of bytes, for names of any length.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    let order = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right in
        let order = memcmp(left.baseAddress!, right.baseAddress!, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
      }
    }
    return (order ?? nil) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  public static func remove(_ path: String) throws(SystemError) {
    if unlink(path.system) != 0 { throw SystemError("unlink", path) }
  }

  /// Replaces the file so that a reader, a crash or a full disk sees the old contents or the new, never a
  /// mix: temporary file beside it, fsync, rename, fsync of the directory.
  ///
  /// A symbolic link stays, and what it names is replaced. Devices, pipes and sockets are refused (ENOTSUP).
  /// - Parameter modified: the time of change that the new contents get; nil for the present.
  public static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o600, modified: timespec? = nil
  ) throws(SystemError) {
    let path = (try? Path.resolved(path)) ?? path
    if let status = try status(path), ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      throw SystemError("rename", path, number: ENOTSUP)
    }
    try moveIntoPlace(path, bytes, mode, modified) { rename($0.system, path.system) }
    try synchronizeDirectory(Path.parent(path))
  }

  /// Finds out before the contents are there whether ``replace(_:with:mode:modified:)`` could put them in place.
  /// - Throws: EISDIR, ENOTSUP for devices, pipes and sockets, ENOENT or ENOTDIR where the directory is none, EACCES
  ///   where the file or its directory may not be written.
  public static func requireReplaceable(_ path: String) throws(SystemError) {
    let path = (try? Path.resolved(path)) ?? path
    if let status = try status(path) {
      switch status.st_mode & S_IFMT {
      case S_IFREG: if access(path.system, W_OK) != 0 { throw SystemError("access", path) }
      case S_IFDIR: throw SystemError("open", path, number: EISDIR)
      default: throw SystemError("rename", path, number: ENOTSUP)
      }
    }
    // `.` makes what is no directory an error.
    let directory = Path.parent(path)
    if access("\(directory)/.".system, W_OK | X_OK) != 0 { throw SystemError("access", directory) }
  }

  /// Makes a file that must not exist yet (EEXIST), whole or not at all, whatever happens meanwhile; synced
  /// with its directory entry.
  /// - Parameter modified: the time of change that it gets; nil for the present.
  public static func create(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o600, modified: timespec? = nil
  ) throws(SystemError) {
    do throws(SystemError) {
      try moveIntoPlace(path, bytes, mode, modified) { csystem_rename_exclusive($0.system, path.system) }
    } catch {
      if ![EINVAL, ENOSYS, ENOTSUP].contains(error.number) { throw error }
      // A file system that cannot rename without replacing, as NFS: a second name does as well.
      try moveIntoPlace(path, bytes, mode, modified) {
        let status = link($0.system, path.system)
        if status == 0 { unlink($0.system) }
        return status
      }
    }
    do throws(SystemError) {
      try synchronizeDirectory(Path.parent(path))
    } catch {
      unlink(path.system)
      throw error
    }
  }

  /// Writes a temporary file beside `path`, syncs it and has it moved.
  private static func moveIntoPlace(
    _ path: String, _ bytes: [UInt8], _ mode: UInt32, _ modified: timespec?, move: (String) -> Int32
  ) throws(SystemError) {
    let temporary = "\(path)\(temporaryMark)\(getpid())-\(RandomBytes.hex(4))"
    do throws(SystemError) {
      try writeNew(temporary, bytes, mode: mode, modified: modified)
      if move(temporary) != 0 { throw SystemError("rename", path) }
    } catch {
      unlink(temporary.system)
      throw error
    }
  }

  /// What stands between the name of a file and the rest of its temporary file's name, which begins with the
  /// number of the process that writes it.
  public static let temporaryMark = ".tmp-"

  /// Makes a file that must not exist yet and syncs its contents (not its directory entry). When it cannot be
  /// written whole it is removed again.
  public static func writeNew(
    _ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600, modified: timespec? = nil
  ) throws(SystemError) {
    let file = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
    do throws(SystemError) {
      if fchmod(file.raw, mode) != 0 { throw SystemError("fchmod", path) }
      try IO.writeAll(file.raw, bytes, to: path)
      if let modified, futimens(file.raw, [modified, modified]) != 0 { throw SystemError("futimens", path) }
      try retryingInterrupts("fsync", path) { fsync(file.raw) }
    } catch {
      unlink(path.system)
      throw error
    }
  }

  /// Sets the times of a file to now: keeps a file that is used again from being taken for an old one.
  public static func touch(_ path: String) throws(SystemError) {
    if utimensat(AT_FDCWD, path.system, nil, 0) != 0 { throw SystemError("utimensat", path) }
  }

  /// fsync of a directory: makes creations, renames and removals in it survive a power cut.
  public static func synchronizeDirectory(_ path: String) throws(SystemError) {
    let directory = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY)
    try retryingInterrupts("fsync", path) { fsync(directory.raw) }
  }
}

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
    if (followLinks ? stat(path, &status) : lstat(path, &status)) == 0 { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError("stat", path)
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

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
    if mkdir(path, mode) == 0 {
      if chmod(path, mode) != 0 { throw SystemError("chmod", path) }
      return true
    }
    let number = errno
    if number == ENOENT { return false }
    if number == EEXIST, isDirectory(path) { return true }
    throw SystemError("mkdir", path, number: number)
  }

  /// The names in a directory but `.` and `..`, sorted by bytes.
  public static func list(_ path: String) throws(SystemError) -> [String] {
    guard let directory = opendir(path) else { throw SystemError("opendir", path) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public static func remove(_ path: String) throws(SystemError) {
    if unlink(path) != 0 { throw SystemError("unlink", path) }
  }

  /// Replaces the file so that a reader, a crash or a full disk sees the old contents or the new, never a
  /// mix: temporary file beside it, fsync, rename, fsync of the directory.
  ///
  /// A symbolic link stays, and what it names is replaced. Devices, pipes and sockets are refused (ENOTSUP).
  public static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o600)
    throws(SystemError)
  {
    let path = (try? Path.resolved(path)) ?? path
    if let status = try status(path), ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      throw SystemError("rename", path, number: ENOTSUP)
    }
    let temporary = "\(path).tmp-\(getpid())-\(RandomBytes.hex(4))"
    do throws(SystemError) {
      try writeNew(temporary, bytes, mode: mode)
      if rename(temporary, path) != 0 { throw SystemError("rename", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    try synchronizeDirectory(Path.parent(path))
  }

  /// Makes a file that must not exist yet and syncs its contents (not its directory entry). When it cannot be
  /// written whole it is removed again.
  public static func writeNew(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws(SystemError) {
    let file = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
    do throws(SystemError) {
      if fchmod(file.raw, mode) != 0 { throw SystemError("fchmod", path) }
      try IO.writeAll(file.raw, bytes, to: path)
      try retryingInterrupts("fsync", path) { fsync(file.raw) }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Sets the times of a file to now: keeps a file that is used again from being taken for an old one.
  public static func touch(_ path: String) throws(SystemError) {
    if utimensat(AT_FDCWD, path, nil, 0) != 0 { throw SystemError("utimensat", path) }
  }

  /// fsync of a directory: makes creations, renames and removals in it survive a power cut.
  public static func synchronizeDirectory(_ path: String) throws(SystemError) {
    let directory = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY)
    try retryingInterrupts("fsync", path) { fsync(directory.raw) }
  }
}

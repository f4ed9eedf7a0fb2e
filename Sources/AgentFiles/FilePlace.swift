public import AgentCore
import AgentSystem
import CAgentSystem
import Glibc

/// A name in an open directory of a ``WritableTree``: where a file is, or may come to be.
public struct FilePlace: ~Copyable, Sendable {
  /// A file as it was when it was read.
  public struct Contents: Sendable, Equatable {
    public let bytes: [UInt8]
    public let stamp: FileStamp
    let owner: UInt32
    let group: UInt32
  }

  /// The innermost directory that is there.
  let directory: Descriptor
  /// Directories that are to be made between that and the file.
  let missing: [String]
  let name: String
  /// The writable directory that it is in.
  public let root: String
  /// Absolute, and without links as far as that can be found out.
  public let path: String
  /// As it was asked for.
  let asked: String

  init(
    _ directory: consuming Descriptor, missing: [String], name: String, root: String, path: String,
    asked: String
  ) {
    let raw = directory.raw
    let real = try? Path.resolved("/proc/self/fd/\(raw)")
    if missing.isEmpty, let real, Path.relative(real, to: root) != nil {
      self.path = Path.join(real, name)
    } else {
      self.path = path
    }
    self.directory = directory
    self.missing = missing
    self.name = name
    self.root = root
    self.asked = asked
  }

  /// Whether the directory of the file itself is there.
  var isComplete: Bool { missing.isEmpty }

  /// Where the name leads if it is a symbolic link, else nil.
  func linkTarget() throws(AgentError) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = buffer.withUnsafeMutableBytes {
      readlinkat(
        directory.raw, name.system, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count - 1)
    }
    if count >= 0 {
      buffer[count] = 0
      return buffer.withUnsafeBytes { SystemText.string($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
    }
    let number = errno
    if [EINVAL, ENOENT].contains(number) { return nil }
    throw AgentError(SystemError("readlink", asked, number: number))
  }

  func checkUnprotected(by places: ProtectedPlaces) throws(AgentError) {
    if let reason = try places.reason(against: missing.first ?? name, in: directory.raw, path: asked) {
      throw AgentError(.sandbox, reason, object: asked, hint: "only a person changes that")
    }
  }

  // MARK: - Reading

  /// What is there now, or nil when nothing is.
  /// - Throws: 65 for what is no regular file, has several names, or is larger than `limit` bytes.
  public func read(limit: Int) throws(AgentError) -> Contents? {
    if !isComplete { return nil }
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let descriptor = openat(directory.raw, name.system, flags)
    if descriptor < 0 {
      let number = errno
      if number == ENOENT { return nil }
      if number == ENXIO { throw AgentError(.badData, "is not a regular file", object: asked) }
      throw AgentError(SystemError("open", asked, number: number))
    }
    let file = Descriptor(owning: descriptor)
    var status = stat()
    if fstat(file.raw, &status) != 0 { throw AgentError(SystemError("fstat", asked)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      throw AgentError(.badData, isDirectory ? "is a directory" : "is not a regular file", object: asked)
    }
    if status.st_nlink > 1 {
      throw AgentError(
        .badData, "has \(status.st_nlink) names (hard links), and a change would part them", object: asked,
        hint: "make it a file of its own first: cp -p FILE FILE.new && mv FILE.new FILE")
    }
    do throws(SystemError) {
      let bytes = try IO.readToEnd(file.raw, limit: limit, of: asked)
      return Contents(bytes: bytes, stamp: FileStamp(status), owner: status.st_uid, group: status.st_gid)
    } catch {
      throw AgentError(error)
    }
  }

  // MARK: - Changing

  /// Puts a file with these bytes in the place, whole or not at all: a temporary file beside it, fsync, rename. Missing
  /// directories are made.
  /// - Parameters:
  ///   - earlier: what was read here; nil when there was nothing. Where it has changed since, nothing is written.
  ///   - mode: permission bits; nil for those of the earlier file, or what the umask leaves of 0666. Bits that make
  ///     a program run as another user do not outlive new contents.
  /// - Returns: the stamp of the new file.
  @discardableResult
  public consuming func replace(with bytes: [UInt8], after earlier: Contents?, mode: UInt32? = nil)
    throws(AgentError) -> FileStamp
  {
    let place = try makingDirectories()
    do throws(SystemError) {
      return try place.write(bytes, after: earlier, mode: (mode ?? earlier?.stamp.mode).map { $0 & 0o777 })
    } catch {
      if error.number == ESTALE { throw Self.changed(place.asked) }
      throw AgentError(error)
    }
  }

  /// Removes the file that was read here.
  public func remove(after earlier: Contents) throws(AgentError) {
    do throws(SystemError) {
      try requireUnchanged(earlier)
      if unlinkat(directory.raw, name.system, 0) != 0 { throw SystemError("unlink", asked) }
      _ = fsync(directory.raw)
    } catch {
      if error.number == ESTALE { throw Self.changed(asked) }
      throw AgentError(error)
    }
  }

  static func changed(_ path: String) -> AgentError {
    AgentError(.badData, "was changed by somebody else meanwhile", object: path, hint: "read it again")
  }

  consuming func makingDirectories() throws(AgentError) -> FilePlace {
    if missing.isEmpty { return self }
    var current = dup(directory.raw)
    if current < 0 { throw AgentError(SystemError("dup", asked)) }
    for name in missing {
      if mkdirat(current, name.system, 0o777) != 0, errno != EEXIST {
        let number = errno
        close(current)
        throw AgentError(SystemError("mkdir", asked, number: number))
      }
      // Beneath what was opened before: a link that somebody puts there meanwhile leads nowhere else.
      let next = csystem_open_beneath(current, name.system, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0)
      let number = errno
      close(current)
      if next < 0 { throw AgentError(SystemError("open", asked, number: number)) }
      current = next
    }
    return FilePlace(
      Descriptor(owning: current), missing: [], name: name, root: root, path: path, asked: asked)
  }

  private func requireUnchanged(_ earlier: Contents?) throws(SystemError) {
    var status = stat()
    let isThere = fstatat(directory.raw, name.system, &status, AT_SYMLINK_NOFOLLOW) == 0
    if !isThere, errno != ENOENT { throw SystemError("stat", asked) }
    guard isThere == (earlier != nil), earlier == nil || FileStamp(status) == earlier?.stamp else {
      throw SystemError("stat", asked, number: ESTALE)
    }
  }

  private func write(_ bytes: [UInt8], after earlier: Contents?, mode: UInt32?) throws(SystemError)
    -> FileStamp
  {
    let temporary = "\(Files.temporaryMark)\(getpid())-\(RandomBytes.hex(8))"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let raw = try retryingInterrupts("open", asked) {
      openat(directory.raw, temporary.system, flags, earlier == nil ? 0o666 : 0o600)
    }
    let file = Descriptor(owning: raw)
    do throws(SystemError) {
      try IO.writeAll(file.raw, bytes, to: asked)
      if let earlier {
        // Who owns the file goes on owning it, where we may say so; the mode comes after, which this clears.
        if fchown(file.raw, earlier.owner, earlier.group) != 0 { _ = fchown(file.raw, .max, earlier.group) }
      }
      if let mode, fchmod(file.raw, mode) != 0 { throw SystemError("fchmod", asked) }
      try retryingInterrupts("fsync", asked) { fsync(file.raw) }
      try requireUnchanged(earlier)
      try move(temporary, isNew: earlier == nil)
    } catch {
      unlinkat(directory.raw, temporary.system, 0)
      throw error
    }
    // A directory that cannot be read cannot be synced; the contents are on disk.
    _ = fsync(directory.raw)
    var status = stat()
    if fstat(file.raw, &status) != 0 { throw SystemError("fstat", asked) }
    return FileStamp(status)
  }

  private func move(_ temporary: String, isNew: Bool) throws(SystemError) {
    if isNew {
      if csystem_rename_exclusive_at(directory.raw, temporary.system, name.system) == 0 { return }
      if errno == EEXIST { throw SystemError("rename", asked, number: ESTALE) }
      // A file system that cannot rename without replacing.
      if ![EINVAL, ENOSYS, ENOTSUP].contains(errno) { throw SystemError("rename", asked) }
    }
    if renameat(directory.raw, temporary.system, directory.raw, name.system) != 0 {
      throw SystemError("rename", asked)
    }
  }
}

public import AgentCore
import AgentSystem
import CAgentSystem
import Glibc

/// What stands in a place, be it a file, a link or a directory, and putting links and directories there: for taking
/// back what tools have done. The place must have been found without following a link at its end.
extension FilePlace {
  public enum State: Sendable, Equatable {
    case absent
    case file(Contents)
    case link(String)
    /// With its permission bits.
    case directory(UInt32)

    public static func == (left: State, right: State) -> Bool {
      switch (left, right) {
      case (.absent, .absent): true
      case (.file(let one), .file(let other)): one == other
      case (.link(let one), .link(let other)): one.utf8.elementsEqual(other.utf8)
      case (.directory(let one), .directory(let other)): one == other
      default: false
      }
    }
  }

  /// - Throws: 65 for what is none of these, as ``read(limit:)`` does.
  public func state(limit: Int) throws(AgentError) -> State {
    if !isComplete { return .absent }
    var status = stat()
    if fstatat(directory.raw, name.system, &status, AT_SYMLINK_NOFOLLOW) != 0 {
      let number = errno
      if number == ENOENT { return .absent }
      throw AgentError(SystemError("stat", asked, number: number))
    }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return try linkTarget().map(State.link) ?? .absent
    case S_IFDIR: return .directory(status.st_mode & FileChange.directoryBits)
    default: return try read(limit: limit).map(State.file) ?? .absent
    }
  }

  /// The names in the directory that stands here.
  public func entries() throws(AgentError) -> [String] {
    let raw = csystem_open_beneath(directory.raw, name.system, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0)
    if raw < 0 { throw AgentError(SystemError("open", asked)) }
    let opened = Descriptor(owning: raw)
    do throws(SystemError) {
      return try Files.list(opened.raw, path: asked)
    } catch {
      throw AgentError(error)
    }
  }

  /// Takes away what was found here.
  public func remove(_ state: State) throws(AgentError) {
    switch state {
    case .absent: return
    case .file(let contents): try remove(after: contents)
    case .link, .directory:
      let isDirectory = if case .directory = state { true } else { false }
      guard try self.state(limit: 0) == state else { throw Self.changed(asked) }
      if unlinkat(directory.raw, name.system, isDirectory ? AT_REMOVEDIR : 0) != 0 {
        throw AgentError(SystemError("unlink", asked))
      }
      _ = fsync(directory.raw)
    }
  }

  /// Makes a symbolic link where nothing stands. Missing directories are made.
  public consuming func makeLink(to target: String) throws(AgentError) {
    let place = try makingDirectories()
    if symlinkat(target.system, place.directory.raw, place.name.system) != 0 {
      if errno == EEXIST { throw Self.changed(place.asked) }
      throw AgentError(SystemError("symlink", place.asked))
    }
    _ = fsync(place.directory.raw)
  }

  /// Makes a directory, or gives the one that stands here these permission bits. Missing directories are made.
  public consuming func makeDirectory(mode: UInt32) throws(AgentError) {
    let place = try makingDirectories()
    if mkdirat(place.directory.raw, place.name.system, 0o700) != 0, errno != EEXIST {
      throw AgentError(SystemError("mkdir", place.asked))
    }
    let raw = csystem_open_beneath(
      place.directory.raw, place.name.system, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0)
    if raw < 0 { throw AgentError(SystemError("open", place.asked)) }
    let opened = Descriptor(owning: raw)
    if fchmod(opened.raw, mode & FileChange.directoryBits) != 0 {
      throw AgentError(SystemError("fchmod", place.asked))
    }
    _ = fsync(place.directory.raw)
  }

  /// The directories that would have to be made for a file here, the outermost first.
  public var newDirectories: [String] {
    var found: [String] = []
    var path = path
    for _ in missing {
      path = Path.parent(path)
      found.insert(path, at: 0)
    }
    return found
  }
}

public import AgentCore
import AgentSystem
import CAgentSystem
import Glibc

/// The directories in which files may be made, changed and removed.
///
/// As with reading, the kernel does the confining: openat2(2) with RESOLVE_BENEATH finds the directory that a file is
/// in, and everything else is done to a name in that open directory. So it does not matter what is renamed or
/// linked elsewhere meanwhile, and nothing is looked at first and opened afterwards.
public final class WritableTree: Sendable {
  typealias Root = OpenDirectories.Root

  private let held: OpenDirectories
  var roots: [Root] { held.roots }
  /// What relative paths are relative to; absolute.
  let base: String

  /// The roots, absolute, with links resolved.
  public var directories: [String] { roots.map(\.path) }

  /// - Parameter base: what relative paths are relative to; nil for the first directory.
  public init(_ directories: [String], base: String? = nil) throws(AgentError) {
    held = try OpenDirectories(directories)
    self.base = base ?? held.roots.first?.path ?? "/"
  }

  /// The place that a path names, relative to the base or absolute: the open directory and a name in it. Links are
  /// followed as far as they stay beneath the root; directories need not be there yet.
  /// - Parameter followsLast: false where a link at the end of the path is itself what is meant.
  /// - Throws: 77 when it lies in no root, or is protected.
  public func place(_ path: String, followsLast: Bool = true) throws(AgentError) -> FilePlace {
    if path.utf8.contains(0) { throw AgentError(.badData, "holds a NUL byte", object: "path") }
    if path.isEmpty || path.utf8.last == UInt8(ascii: "/") {
      throw AgentError(.badData, "is not the name of a file", object: path.isEmpty ? "path" : path)
    }
    let plain = Path.absolute(path, base: base)
    // The innermost root is the one whose protected places count; the others' are looked at as well.
    let holding = roots.filter { Path.relative(plain, to: $0.path) != nil }
    guard let root = holding.max(by: { $0.path.utf8.count < $1.path.utf8.count }),
      let relative = Path.relative(plain, to: root.path), relative != "."
    else { throw outside(path, isInBase: Path.relative(plain, to: base) != nil) }
    var components = relative.split(byte: "/").map(String.init)
    for _ in 0..<8 {
      let place = try find(components, root, path)
      guard followsLast, place.isComplete, let target = try place.linkTarget() else {
        try place.checkUnprotected(by: ProtectedPlaces(roots.map(\.descriptor)))
        return place
      }
      if target.utf8.first == UInt8(ascii: "/") { throw outside(path) }
      components = components.dropLast() + target.split(byte: "/").map(String.init)
    }
    throw AgentError(.badData, "too many links", object: path)
  }

  /// Opens as many of the directories as are there.
  private func find(_ components: [String], _ root: Root, _ path: String) throws(AgentError) -> FilePlace {
    var existing = Array(components.dropLast())
    var missing: [String] = []
    while true {
      let name = existing.isEmpty ? "." : existing.joined(separator: "/")
      let flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK
      var descriptor = csystem_open_beneath(root.descriptor, name.system, flags, 0)
      if descriptor < 0, errno == EACCES {
        // A directory may be written without being readable.
        descriptor = csystem_open_beneath(root.descriptor, name.system, csystem_o_path() | O_DIRECTORY, 0)
      }
      if descriptor >= 0 {
        return FilePlace(
          Descriptor(owning: descriptor), missing: missing, name: components.last ?? "", root: root.path,
          path: Path.join(root.path, components.joined(separator: "/")), asked: path)
      }
      let number = errno
      switch number {
      case EXDEV: throw outside(path)
      case ENOENT where !existing.isEmpty && existing.last != "..":
        missing.insert(existing.removeLast(), at: 0)
      default: throw AgentError(SystemError("open", path, number: number))
      }
    }
  }

  /// - Parameter isInBase: whether what makes the base writable would help.
  private func outside(_ path: String, isInBase: Bool = false) -> AgentError {
    AgentError(
      .sandbox, "lies in no directory that may be written", object: path,
      hint: isInBase
        ? "-w makes the workspace writable, --writable DIR another directory"
        : "--writable DIR adds a directory")
  }
}

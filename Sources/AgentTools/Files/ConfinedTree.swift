public import AgentCore
public import AgentFiles
public import AgentSandbox
public import AgentSystem
import CAgentSystem
import Glibc

/// The directories whose files tools may open: the workspace and the roots that `--readable` and `--writable`
/// added; and, apart from them, those in which they may change something.
///
/// The kernel does the confining (openat2(2) with RESOLVE_BENEATH), so that no link and no race leads out;
/// nothing is looked at first and opened afterwards.
public final class ConfinedTree: Sendable {
  public typealias Root = OpenDirectories.Root

  private let held: OpenDirectories
  /// The workspace first.
  public var roots: [Root] { held.roots }
  /// Where files may be made and changed; nil for nowhere.
  public let writable: WritableTree?
  private let withheld: Withheld?

  /// The tree of a turn: what its sandbox lets commands read and write, the turn's own tools may, too.
  public convenience init(
    _ policy: SandboxPolicy, _ runtime: RuntimeDirectory, _ environment: [String: String]
  ) throws(AgentError) {
    try self.init(
      workspace: policy.workspace, readable: policy.readable + policy.writable,
      writable: (policy.mode == .readOnly ? [] : [policy.workspace]) + policy.writable,
      withheld: policy.mode == .off ? nil : Withheld(policy, runtime, environment))
  }

  /// - Parameters:
  ///   - writable: which of the directories may be written, too.
  ///   - withheld: what of them is not shown.
  public init(
    workspace: String, readable: [String] = [], writable: [String] = [], withheld: Withheld? = nil
  ) throws(AgentError) {
    self.withheld = withheld
    self.writable = writable.isEmpty ? nil : try WritableTree(writable, base: workspace)
    held = try OpenDirectories([workspace] + readable)
  }

  public var workspace: String { roots[0].path }

  /// Opens what `path` names, relative to the workspace or absolute in one of the roots.
  /// - Throws: 66 when there is nothing, 77 when it lies outside or may not be read.
  public func open(_ path: String, _ flags: Int32) throws(AgentError) -> Descriptor {
    let (root, relative) = try locate(path)
    // A pipe must not hold us up, nor a terminal become ours; openat2(2) takes neither flag with O_PATH.
    let isReal = flags & csystem_o_path() == 0
    let descriptor = csystem_open_beneath(
      root.descriptor, relative.system, isReal ? flags | O_NONBLOCK | O_NOCTTY : flags, 0)
    if descriptor >= 0 {
      let file = Descriptor(owning: descriptor)
      if let withheld { try show(file.raw, path, withheld) }
      return file
    }
    let number = errno
    if number == EXDEV { throw outside(path) }
    throw AgentError(SystemError("open", path, number: number))
  }

  /// By what was opened, not by how it was spelled.
  private func show(_ descriptor: Int32, _ path: String, _ withheld: Withheld) throws(AgentError) {
    let real: String
    do throws(SystemError) {
      real = try Path.resolved("/proc/self/fd/\(descriptor)")
    } catch {
      throw AgentError(error)
    }
    if withheld.holds(real) {
      throw AgentError(
        .sandbox, "may hold secrets and is withheld from tools", object: path,
        hint: "start in the directory of a project, or give --readable")
    }
  }

  /// Opens a regular file; directories, devices, pipes and sockets are refused.
  public func openFile(_ path: String) throws(AgentError) -> Descriptor {
    let file = try open(path, O_RDONLY)
    var status = stat()
    if fstat(file.raw, &status) != 0 { throw AgentError(SystemError("fstat", path)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return file
    case S_IFDIR: throw AgentError(.badData, "is a directory", object: path, hint: "use the list tool")
    default: throw AgentError(.badData, "is not a regular file", object: path)
    }
  }

  /// The absolute path, links resolved, of something in the tree.
  public func resolve(_ path: String) throws(AgentError) -> String {
    let descriptor = try open(path, csystem_o_path())
    do throws(SystemError) {
      return try Path.resolved("/proc/self/fd/\(descriptor.raw)")
    } catch {
      throw AgentError(error)
    }
  }

  /// Which root a path belongs to, and its name from there. Text only: whether it stays inside is the
  /// kernel's business.
  private func locate(_ path: String) throws(AgentError) -> (Root, String) {
    if path.utf8.contains(0) { throw AgentError(.badData, "holds a NUL byte", object: "path") }
    if !path.hasPrefix(bytes: "/") { return (roots[0], path.isEmpty ? "." : path) }
    let plain = Path.absolute(path, base: "/")
    for root in roots {
      if let relative = Path.relative(plain, to: root.path) { return (root, relative) }
    }
    throw outside(path)
  }

  private func outside(_ path: String) -> AgentError {
    AgentError(.sandbox, "lies outside the workspace", object: path, hint: "--readable DIR adds a directory")
  }
}

public import AgentCore
public import AgentSandbox
import AgentSystem

/// What of a workspace tools are not shown: the runtime directory, the hidden files of the home directory, and
/// everything where the workspace is the root directory. agent-sandbox withholds the same from commands (policy.c);
/// the tools of our own process must not be a way around it. Pure.
public struct Withheld: Sendable, Equatable {
  private let home: String?
  private let runtime: String
  /// The directories that hold something of it; those beneath any other root are spared the check.
  private let roots: [String]

  /// nil where nothing of the policy's directories is withheld, as in a project's.
  public init?(_ policy: SandboxPolicy, _ runtime: RuntimeDirectory, _ environment: [String: String]) {
    let home = try? Path.resolved(ProcessEnvironment.homeDirectory(environment))
    self.init(
      home: home, runtime: (try? Path.resolved(runtime.path)) ?? runtime.path,
      roots: [policy.workspace] + policy.readable + policy.writable)
  }

  /// - Parameters: absolute, with links resolved.
  init?(home: String?, runtime: String, roots: [String]) {
    self.home = home
    self.runtime = runtime
    self.roots = roots
    let holdsSecrets = roots.contains { root in
      Path.relative(runtime, to: root) != nil || home.map { Path.relative($0, to: root) != nil } ?? false
    }
    if !holdsSecrets { return nil }
  }

  /// Whether a path, links resolved, is shown by none of the roots.
  public func holds(_ path: String) -> Bool {
    !roots.contains { Path.relative(path, to: $0) != nil && !isHidden(path, from: $0) }
  }

  private func isHidden(_ path: String, from root: String) -> Bool {
    if root == "/" { return true }
    // Whoever names a directory within means it.
    let isWithinRuntime = Path.relative(root, to: runtime) != nil && root != runtime
    if Path.relative(path, to: runtime) != nil, !isWithinRuntime { return true }
    guard let home, let name = Path.relative(path, to: home)?.split(byte: "/").first, name != ".",
      name.hasPrefix(bytes: ".")
    else { return false }
    return Path.relative(root, to: Path.join(home, String(name))) == nil
  }
}

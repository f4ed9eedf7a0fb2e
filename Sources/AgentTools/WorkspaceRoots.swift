public import AgentCore
import AgentFiles
public import AgentSandbox
import AgentSystem

/// Makes a policy from what a person asked for: directories that are there, of which none is writable that must
/// not be.
public enum WorkspaceRoots {
  /// - Parameter base: what relative paths are relative to.
  /// - Throws: 66 for a directory that is not there, 77 for one that may not be written.
  public static func policy(
    mode: SandboxPolicy.Mode, network: SandboxPolicy.Network, workspace: String, readable: [String],
    writable: [String], base: String, runtime: RuntimeDirectory, environment: [String: String]
  ) throws(AgentError) -> SandboxPolicy {
    var policy = SandboxPolicy(mode: mode, network: network, workspace: workspace)
    for path in readable { policy.readable.append(try directory(path, base: base)) }
    for path in writable { policy.writable.append(try directory(path, base: base)) }
    let home = environment["HOME"].flatMap { try? Path.resolved($0) }
    let runtime = (try? Path.resolved(runtime.path)) ?? runtime.path
    for directory in (mode == .workspace ? [workspace] : []) + policy.writable {
      try WritableRule.require(directory, home: home, runtime: runtime)
    }
    return policy
  }

  /// A directory with its whole path, links resolved.
  public static func directory(_ path: String, base: String) throws(AgentError) -> String {
    let absolute = Path.absolute(path, base: base)
    guard Files.isDirectory(absolute), let real = try? Path.resolved(absolute) else {
      throw AgentError(.inputMissing, "is not a directory", object: path)
    }
    return real
  }
}

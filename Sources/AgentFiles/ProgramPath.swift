import AgentCore
import AgentSystem

/// PATH for programs that run unconfined while, or after, tools may write in a workspace.
///
/// An activated environment of the workspace puts a directory of it first in PATH, and a command may have laid
/// anything there: a hook that says `#!/usr/bin/env python3` would then run that, with the rights of the user.
public enum ProgramPath {
  private static let standard = "/usr/local/bin:/usr/bin:/bin"

  /// The environment with a PATH that leads into none of the directories, as far as these may be writable at all.
  public static func leaving(
    _ directories: [String], _ environment: [String: String], runtime: String
  ) -> [String: String] {
    let home = environment["HOME"].flatMap { try? Path.resolved($0) }
    let written = directories.filter { (try? WritableRule.require($0, home: home, runtime: runtime)) != nil }
    guard !written.isEmpty, let path = environment["PATH"] else { return environment }
    let kept = path.split(byte: ":").map(String.init).filter { entry in
      guard entry.hasPrefix(bytes: "/") else { return false }
      let names = [Path.absolute(entry, base: "/"), try? Path.resolved(entry)].compactMap { $0 }
      return !names.contains { name in written.contains { Path.relative(name, to: $0) != nil } }
    }
    var environment = environment
    environment["PATH"] = kept.isEmpty ? standard : kept.joined(separator: ":")
    return environment
  }
}

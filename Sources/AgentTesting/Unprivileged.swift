import AgentSystem
import Glibc

/// How to run a program as a user who may not do everything: permissions mean nothing to root, and tests may
/// well run as root.
public enum Unprivileged {
  /// What to put before a command line: `setpriv` to the user nobody for root, else a plain `env`.
  public static var prefix: [String] {
    geteuid() == 0
      ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["/usr/bin/env"]
  }

  /// A command of this build where every user may run it, whoever may see the build. The directory is opened.
  public static func copy(of command: String, in directory: TestDirectory) throws -> String {
    let copy = try directory.write(
      command, try Files.read(Path.join(BuiltCommand.directory, command)), mode: 0o755)
    chmod(directory.root, 0o755)
    return copy
  }
}

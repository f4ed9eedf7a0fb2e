import AgentSystem
import AgentTesting

/// A sandbox that lacks a layer, as where a container refuses mounts: it tells so unless it is asked to be quiet, and
/// confines nothing. A command finds it beside itself.
enum WeakSandbox {
  static let words = "mounts are refused here: Landlock and seccomp guard the files"

  /// - Returns: a copy of the command that has it.
  static func copy(of command: String, in directory: TestDirectory) throws -> String {
    try directory.write(
      "bin/agent-sandbox",
      """
      #!/bin/sh
      case " $* " in *" --quiet "*) ;; *) echo "agent-sandbox: \(words)" >&2 ;; esac
      while [ "$1" != -- ]; do shift; done
      shift
      exec "$@"
      """, mode: 0o755)
    return try directory.write(
      "bin/\(command)", try Files.read(Path.join(BuiltCommand.directory, command)), mode: 0o755)
  }
}

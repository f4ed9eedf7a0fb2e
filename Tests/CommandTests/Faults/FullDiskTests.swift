import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// A disk that is full, truly: a small tmpfs in a mount namespace of its own, as root and as a user without
/// rights.
struct FullDiskTests {
  /// How to begin a mount namespace.
  enum Namespace: String, CaseIterable {
    case root, user

    var command: [String]? {
      switch self {
      case .root: geteuid() == 0 ? ["/usr/bin/unshare", "-m"] : nil
      case .user: Unprivileged.prefix + ["/usr/bin/unshare", "-Urm"]
      }
    }

    /// Whether this machine lets us; a container may not.
    static let usable = allCases.filter { namespace in
      guard let command = namespace.command,
        let child = try? ChildProcess.spawn(
          command + ["/bin/mount", "-t", "tmpfs", "none", "/mnt"], environment: [:], output: .null,
          error: .null)
      else { return false }
      return child.wait() == .code(0)
    }
  }

  /// Writes what each step gave to files beside the small disk.
  private static let script = #"""
    set -u
    mount -t tmpfs -o size=$1 none "$DISK" || exit 99
    export AGENT_RUNTIME_DIR="$DISK/runtime"
    id=$(agent-session new) || exit 98
    head -c 20000 /dev/zero | tr '\0' x >"$DISK/reserve"
    line() { printf '{"type":"notice","level":"info","code":"t","message":"%s %s"}\n' "$1" "$(head -c $2 /dev/zero | tr '\0' y)"; }
    n=0
    # Until it does not fit any more, by lines that get smaller.
    for size in 20000 3000 10; do
      while :; do
        line $n $size | agent-session append $id >>"$OUT/acks" 2>"$OUT/error"
        status=$?
        [ $status -eq 0 ] || break
        n=$((n + 1))
        [ $n -lt 5000 ] || exit 97
      done
      echo $status >>"$OUT/status"
      cat "$OUT/error" >>"$OUT/errors"
    done
    for verb in "fork $id" new "append fresh --create" "rename $id other"; do
      line x 5000 | agent-session $verb >/dev/null 2>"$OUT/error"
      echo "$? $verb $(wc -l <"$OUT/error")" >>"$OUT/others"
    done
    agent-session fsck >"$OUT/fsck" 2>&1; echo $? >>"$OUT/fsck"
    agent-session show $id -j >"$OUT/shown" 2>>"$OUT/fsck"
    rm "$DISK/reserve"
    line after 100 | agent-session append $id >>"$OUT/acks" 2>&1; echo $? >"$OUT/after"
    agent-session fsck >>"$OUT/after" 2>&1; echo $? >>"$OUT/after"
    """#

  @Test(arguments: Namespace.usable, ["64k", "256k", "1m"])
  func isToldAndDamagesNothing(_ namespace: Namespace, _ size: String) throws {
    let directory = TestDirectory()
    for name in ["disk", "out"] { mkdir(directory.path(name), 0o777); chmod(directory.path(name), 0o777) }
    chmod(directory.root, 0o755)
    let shell = BuiltCommand(
      "/usr/bin/env", in: directory,
      environment: ["DISK": directory.path("disk"), "OUT": directory.path("out"), "HOME": "/nonexistent"],
      workingDirectory: "/")
    let command = try #require(namespace.command)
    let result = try shell.run(command + ["/bin/bash", "-c", Self.script, "sh", size], timeout: 300_000)
    #expect(result.status == 0, "\(result.errors)")
    func lines(_ name: String) throws -> [String] {
      try directory.read("out/\(name)").split(separator: "\n").map(String.init)
    }
    #expect(try lines("status") == ["74", "74", "74"])
    let errors = try lines("errors")
    #expect(errors.count == 3 && errors.allSatisfy { $0.contains("No space left on device") }, "\(errors)")
    // Whatever still fitted was done; what did not was told.
    for line in try lines("others") {
      #expect((line.hasPrefix("74 ") && line.hasSuffix(" 1")) || line.hasPrefix("0 "), "\(line)")
    }
    #expect(try lines("others").contains { $0.hasPrefix("74 ") })
    #expect(try lines("fsck") == ["0"])
    #expect(try lines("after") == ["0", "0"])
    // What was acknowledged is there, in order, and nothing else.
    let acknowledged = try lines("acks").map { try JSON(parsing: $0)["seq"]?.int }.dropLast()
    let shown = try lines("shown").map { try JSON(parsing: $0) }.filter { $0["type"] == "notice" }
    #expect(shown.map { $0["seq"]?.int } == Array(acknowledged))
    let numbers = shown.map { $0["message"]?.string?.prefix { $0 != " " }.description }
    #expect(numbers == (0..<shown.count).map { "\($0)" })
  }
}

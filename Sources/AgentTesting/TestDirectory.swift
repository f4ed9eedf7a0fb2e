public import AgentCore
import AgentSystem
import Glibc

/// A directory of a test's own, removed at its end: `runtime`, `home` and `work` in it.
public final class TestDirectory: Sendable {
  public let root: String

  public init() {
    let base = ProcessEnvironment.read()["TMPDIR"] ?? "/tmp"
    root = "\(base)/agentutils-test-\(getpid())-\(RandomBytes.hex(6))"
    for name in ["", "home", "work", "data"] { try? Files.makeDirectory(path(name)) }
  }

  deinit {
    // Tests take modes away on purpose.
    for command in [["chmod", "-R", "u+rwX", root], ["rm", "-rf", root]] {
      _ = try? ChildProcess.spawn(command, environment: [:], output: .null, error: .null).wait()
    }
  }

  /// A path below the root.
  public func path(_ name: String) -> String { name.isEmpty ? root : "\(root)/\(name)" }

  /// Not made yet: commands make it on their first write.
  public var runtime: String { path("runtime") }
  public var home: String { path("home") }
  /// The working directory of commands.
  public var work: String { path("work") }

  public var runtimeDirectory: RuntimeDirectory { RuntimeDirectory(path: runtime) }

  /// Writes a file below the root, with the directories it needs, and returns its path.
  @discardableResult
  public func write(_ name: String, _ text: String, mode: UInt32 = 0o600) throws -> String {
    try write(name, Array(text.utf8), mode: mode)
  }

  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws -> String {
    let path = path(name)
    try Files.makeDirectory(Path.parent(path))
    try Files.replace(path, with: bytes, mode: mode)
    return path
  }

  /// The text of a file below the root.
  public func read(_ name: String) throws -> String {
    String(decoding: try Files.read(path(name)), as: UTF8.self)
  }
}

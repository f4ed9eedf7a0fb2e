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
    FileTree.remove(root)
    // A tree that is deeper than what commands make.
    if Files.exists(root) {
      _ = try? ChildProcess.spawn(["rm", "-rf", root], environment: [:], output: .null, error: .null).wait()
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
    if mode & 0o111 == 0 {
      try Files.replace(path, with: bytes, mode: mode)
    } else {
      try writeExecutable(path, bytes, mode: mode)
    }
    return path
  }

  /// A process that another test starts meanwhile has every descriptor of this one for a moment. Had this one
  /// opened the file for writing, the kernel would not execute it then ("text file busy"): another one makes it.
  private func writeExecutable(_ path: String, _ bytes: [UInt8], mode: UInt32) throws {
    let draft = "\(path).draft"
    try Files.replace(draft, with: bytes)
    let copy = try ChildProcess.spawn(
      ["install", "-m", String(mode, radix: 8), draft, path], environment: ["PATH": "/usr/bin:/bin"])
    let exit = copy.wait()
    try Files.remove(draft)
    if exit != .code(0) { throw AgentError(.io, "cannot be written", object: path) }
  }

  /// Waits until there is a file of that name.
  /// - Returns: false when it does not come.
  public func waitForFile(_ name: String) -> Bool {
    for _ in 0..<800 {
      if Files.exists(path(name)) { return true }
      usleep(25_000)
    }
    return false
  }

  /// Makes a document `work/endless.pdf` whose reading never ends: poppler's program is replaced by one that
  /// listens to no signal. ``isReading()`` tells when it has begun.
  /// - Returns: the environment to run with.
  public func endlessPDF() throws -> [String: String] {
    try write("work/endless.pdf", "%PDF-1.4\n")
    try write(
      "programs/pdftohtml",
      "#!/bin/sh\ntrap '' TERM INT HUP\nwhile :; do sleep 1; done\n", mode: 0o700)
    return ["PATH": "\(path("programs")):\(BuiltCommand.directory):/usr/local/bin:/usr/bin:/bin"]
  }

  /// Waits until the reader of ``endlessPDF()`` runs. It is confined and can tell nobody, but it has a command line.
  public func isReading() -> Bool {
    let name = Array(path("programs/pdftohtml").utf8)
    for _ in 0..<800 {
      for process in (try? Files.list("/proc")) ?? [] where process.first?.isNumber == true {
        let words = (try? Files.read("/proc/\(process)/cmdline")) ?? []
        if words.split(separator: 0).contains(where: { Array($0) == name }) { return true }
      }
      usleep(25_000)
    }
    return false
  }

  /// The text of a file below the root.
  public func read(_ name: String) throws -> String {
    String(decoding: try Files.read(path(name)), as: UTF8.self)
  }
}

import AgentSystem
import AgentTesting
import Testing

/// A root directory made with chroot(1) or a container may have no /proc.
struct WithoutProcTests {
  private static let unshare = ["-m", "sh", "-c", #"mount -t tmpfs none /proc && exec "$0" "$@""#]

  /// Whether we may make a place of that kind.
  static let canHide: Bool = {
    let child = try? ChildProcess.spawn(
      ["/usr/bin/unshare"] + unshare + ["/bin/true"], environment: ["PATH": "/usr/bin:/bin"], output: .null,
      error: .null)
    return child?.wait() == .code(0)
  }()

  private func run(_ directory: TestDirectory, _ words: String...) throws -> BuiltCommand.Result {
    let program = BuiltCommand(words[0], in: directory).executable
    return try BuiltCommand("/usr/bin/unshare", in: directory).run(
      Self.unshare + [program] + words.dropFirst())
  }

  @Test(
    .enabled(if: canHide, "mounts cannot be made here"),
    arguments: ["agent-config", "agent-extract", "agent-session", "agent-turn"])
  func commandsKnowTheirOperands(_ command: String) throws {
    let result = try run(TestDirectory(), command, "--version")
    #expect(result.status == 0 && result.output.hasPrefix("\(command) "), "\(result.output)\(result.errors)")
  }

  @Test(.enabled(if: canHide, "mounts cannot be made here")) func commandsFindEachOther() throws {
    let directory = TestDirectory()
    try directory.write("work/page.html", "<h1>Web</h1>")
    let result = try run(
      directory, "agent-turn", "-n", "--provider", "chat", "--base-url", "http://127.0.0.1:9/v1", "-m", "m",
      "-f",
      "page.html", "-j", "--no-stdin", "hi")
    #expect(result.status == 0 && result.output.contains("# Web"), "\(result.errors)")
  }
}

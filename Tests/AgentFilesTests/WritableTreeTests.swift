import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentFiles

@Suite struct WritableTreeTests {
  let bench = FilesBench()

  @Test func makesFilesAndTheirDirectories() throws {
    try bench.write("a/b/c.txt", "one\n")
    #expect(try bench.text("a/b/c.txt") == "one\n")
    try bench.write("a/b/c.txt", "two\n")
    try bench.write("\(bench.directory.work)/a/d.txt", "three\n")
    #expect(try bench.text("a/b/c.txt") == "two\n")
    #expect(bench.names("work/a") == ["b", "d.txt"])
  }

  /// What leads out, by whatever way, is refused, and nothing comes into being there.
  @Test(arguments: [
    "../outside", "a/../../outside", "/etc/agentutils-test", "out/file", "chain/file", "file-out", "absolute",
    "loop", "out/\u{301}file", ".agent/\u{301}file",
    "folder/", "", "a\0b",
  ])
  func nothingLeadsOut(_ path: String) throws {
    try bench.directory.write("elsewhere/kept", "old")
    bench.link("out", to: "../elsewhere")
    bench.link("chain", to: "out")
    bench.link("file-out", to: "../elsewhere/kept")
    bench.link("absolute", to: bench.directory.path("elsewhere/new"))
    bench.link("loop", to: "loop")
    try bench.file("folder/x", "")
    try bench.file(".agent/x", "")
    #expect(throws: AgentError.self) { try bench.write(path, "new") }
    #expect(bench.names("elsewhere") == ["kept"])
    #expect(try bench.directory.read("elsewhere/kept") == "old")
    #expect(!Files.exists(bench.directory.path("outside")))
  }

  @Test func linksWithinAreFollowed() throws {
    try bench.file("real/file", "old")
    bench.link("alias", to: "real")
    bench.link("name", to: "alias/file")
    try bench.write("name", "new")
    #expect(try bench.text("real/file") == "new")
    let tree = try bench.tree()
    #expect(try tree.place("alias/file").path == bench.directory.path("work/real/file"))
    var status = stat()
    #expect(lstat(bench.directory.path("work/name"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func onlyTheNamedDirectoriesAreWritable() throws {
    try bench.file("in/x", "")
    let tree = try bench.tree([bench.directory.path("work/in")])
    let error = #expect(throws: AgentError.self) { try bench.write("../y", "new", tree) }
    #expect(error?.exitCode == .notPermitted)
    #expect(error?.hint == "--writable DIR adds a directory")
    try bench.write("y", "new", tree)
    #expect(try bench.text("in/y") == "new")
    // What would allow it is told, and nothing else.
    let inner = try WritableTree([bench.directory.path("work/in")], base: bench.directory.work)
    for (path, isHelped) in [("y", true), ("../y", false)] {
      let hint = #expect(throws: AgentError.self) { _ = try inner.place(path) }?.hint
      #expect(hint?.hasPrefix("-w makes the workspace writable") == isHelped)
    }
  }

  /// While a directory and a link that leads out change places at full speed, nothing is ever written outside.
  @Test func swappedDirectories() throws {
    let rounds = TestDose.count(2000, full: 100_000)
    try bench.directory.write("outside/kept", "")
    try bench.file("d/kept", "")
    bench.link("l", to: "../outside")
    let swapper = try ChildProcess.spawn(
      [
        "/usr/bin/python3", "-c",
        """
        import os, ctypes
        c = ctypes.CDLL(None, use_errno=True)
        while os.getppid() != 1:
            for _ in range(1000): c.renameat2(-100, b"d", -100, b"l", 2)
        """,
      ], environment: ["PATH": "/usr/bin:/bin"], directory: bench.directory.work, output: .null, error: .null)
    defer {
      swapper.signal(SIGKILL)
      _ = swapper.wait()
    }
    let tree = try bench.tree()
    var (written, refused) = (0, 0)
    for round in 0..<rounds {
      do {
        let name = "d/f\(round % 16)"
        let earlier = try tree.place(name).read(limit: 1 << 20)
        try tree.place(name).replace(with: Array("\(round)".utf8), after: earlier)
        written += 1
      } catch {
        refused += 1
      }
    }
    #expect(bench.names("outside") == ["kept"])
    // Both sides must have had their turn, or nothing was tried.
    #expect(written > 0 && refused > 0, "\(written) written, \(refused) refused")
  }
}

import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

struct RuntimeDirectoryTests {
  private let directory = TestDirectory()
  private var runtime: RuntimeDirectory { directory.runtimeDirectory }

  private func mode(_ path: String) throws -> UInt32 { try #require(try Files.status(path)).st_mode & 0o7777 }

  /// What the probe says of the directory as a user without rights over others' files.
  private func asNobody(_ mode: String, _ path: String) throws -> String {
    let user = Unprivileged.prefix
    return try BuiltCommand(user[0], in: directory).run(
      Array(user.dropFirst()) + [BuiltCommand("system-probe", in: directory).executable, mode, path]
    ).output
  }

  @Test(
    arguments: [
      (nil, ["HOME": "/h"], "/h/.agent_runtime"), (nil, ["HOME": "/h", "AGENT_RUNTIME_DIR": "/r"], "/r"),
      (nil, ["HOME": "/h", "AGENT_RUNTIME_DIR": ""], "/h/.agent_runtime"),
      ("/o", ["HOME": "/h", "AGENT_RUNTIME_DIR": "/r"], "/o"),
      ("", ["HOME": "/h", "AGENT_RUNTIME_DIR": "/r"], "/r"), ("sub", ["HOME": "/h"], "/cwd/sub"),
      (nil, ["HOME": "/h", "AGENT_RUNTIME_DIR": "../x/"], "/x"),
    ] as [(String?, [String: String], String)])
  func place(option: String?, environment: [String: String], path: String) {
    let runtime = RuntimeDirectory(option: option, environment: environment, workingDirectory: "/cwd")
    #expect(runtime.path == path)
    #expect(runtime.folder(.sessions) == path + "/sessions")
    #expect(runtime.configurationFile == path + "/agent_config.json")
    #expect(runtime.runtimeLog == path + "/logs/runtime.ndjson")
  }

  @Test func isMadeForItsOwnerOnly() throws {
    let before = umask(0)
    defer { umask(before) }
    try runtime.prepare(.sessions, .locks)
    for path in [runtime.path, runtime.folder(.sessions), runtime.folder(.locks)] {
      #expect(try mode(path) == 0o700)
    }
    #expect(try Files.list(runtime.path) == ["locks", "sessions"])
    try runtime.prepare(.sessions)
  }

  @Test func whatCannotBeMadeIs73() throws {
    try directory.write("runtime", "a file")
    let error = #expect(throws: AgentError.self) { try runtime.prepare(.sessions) }
    #expect(error?.exitCode == .cannotCreate)
    #expect(error?.object == runtime.path)
    chmod(directory.root, 0o755)
    #expect(
      try asNobody("prepare", directory.path("new")).hasPrefix(
        "error 73 \(directory.path("new")): cannot create: Permission denied"))
  }

  @Test func nothingThereIsNothingToSay() throws {
    #expect(try runtime.secure() == [])
    #expect(!Files.exists(runtime.path))
  }

  @Test("our own directory is tightened, and that is told", arguments: [0o755, 0o750, 0o777, 0o701])
  func tightens(wide: UInt32) throws {
    try runtime.prepare(.sessions)
    chmod(runtime.path, wide)
    #expect(try runtime.secure() == ["\(runtime.path): mode \(String(wide, radix: 8)) made 700"])
    #expect(try mode(runtime.path) == 0o700)
    #expect(try runtime.secure() == [])
  }

  @Test func anEmptyDirectoryIsTightenedToo() throws {
    mkdir(runtime.path, 0o755)
    chmod(runtime.path, 0o755)
    #expect(try runtime.secure().count == 1)
  }

  @Test("a directory that others use is refused and left open", arguments: [0o1777, 0o755])
  func sharedDirectories(shared: UInt32) throws {
    try directory.write("runtime/somebody's file", "")
    chmod(runtime.path, shared)
    let error = #expect(throws: AgentError.self) { try runtime.secure() }
    #expect(error?.exitCode == .notPermitted)
    #expect(try mode(runtime.path) == shared)
  }

  @Test("a readable secret is refused with the command that mends it", arguments: ["auth.json", ".env"])
  func readableSecrets(name: String) throws {
    let path = try directory.write("runtime/\(name)", "", mode: 0o640)
    #expect(
      throws: AgentError(.auth, "others may read it", object: path, hint: "chmod 600 '\(path)'")
    ) { try runtime.secure() }
    chmod(path, 0o600)
    #expect(try runtime.secure() == [])
    // A link is as open as what it names.
    let elsewhere = try directory.write("elsewhere", "", mode: 0o644)
    unlink(path)
    symlink(elsewhere, path)
    #expect(throws: AgentError.self) { try runtime.secure() }
  }

  @Test("settings may be read by others, not written")
  func settings() throws {
    let path = try directory.write("runtime/agent_config.json", "{}", mode: 0o644)
    #expect(try runtime.secure() == [])
    chmod(path, 0o664)
    #expect(throws: AgentError(.auth, "others may write it", object: path, hint: "chmod 600 '\(path)'")) {
      try runtime.secure()
    }
  }

  @Test("the advice is fit for a shell whatever the path")
  func quoting() throws {
    let odd = RuntimeDirectory(path: directory.path("it's"))
    try directory.write("it's/.env", "", mode: 0o644)
    let error = #expect(throws: AgentError.self) { try odd.secure() }
    #expect(error?.hint == "chmod 600 '\(directory.root)/it'\\''s/.env'")
  }

  @Test("what belongs to another user is refused", .enabled(if: geteuid() == 0))
  func foreign() throws {
    try runtime.prepare(.sessions)
    let secret = try directory.write("runtime/auth.json", "{}")
    chmod(directory.root, 0o755)
    chmod(runtime.path, 0o755)
    #expect(
      try asNobody("secure", runtime.path).hasPrefix(
        "error 77 \(runtime.path): belongs to another user (chown -R"))
    chown(runtime.path, 65534, 65534)
    #expect(try asNobody("secure", runtime.path).hasPrefix("error 77 \(secret): belongs to another user"))
    chown(secret, 65534, 65534)
    let sessions = runtime.folder(.sessions)
    #expect(try asNobody("secure", runtime.path).hasPrefix("error 77 \(sessions): belongs to another user"))
    chown(sessions, 65534, 65534)
    chmod(runtime.path, 0o755)
    #expect(try asNobody("secure", runtime.path) == "\(runtime.path): mode 755 made 700\nsecure\n")
    #expect(try asNobody("secure", runtime.path) == "secure\n")
  }

  @Test("root does not use a user's directory either", .enabled(if: geteuid() == 0))
  func foreignAsRoot() throws {
    try runtime.prepare(.sessions)
    chown(runtime.path, 65534, 65534)
    let error = #expect(throws: AgentError.self) { try runtime.secure() }
    #expect(error?.exitCode == .notPermitted)
    #expect(error?.message == "belongs to another user")
  }

  @Test("the directories inside are closed to others too")
  func folders() throws {
    try runtime.prepare(.sessions)
    let sessions = runtime.folder(.sessions)
    chmod(sessions, 0o777)
    #expect(try runtime.secure() == ["\(sessions): mode 777 made 700"])
    #expect(try mode(sessions) == 0o700)
  }

  @Test("a file in its place is refused")
  func file() throws {
    let path = try directory.write("file", "")
    let error = #expect(throws: AgentError.self) { try RuntimeDirectory(path: path).secure() }
    #expect(error?.exitCode == .configuration)
  }
}

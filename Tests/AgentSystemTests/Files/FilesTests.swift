import AgentSystem
import AgentTesting
import Glibc
import Testing

struct FilesTests {
  private let directory = TestDirectory()

  private func mode(_ path: String) throws -> UInt32 {
    try #require(try Files.status(path)).st_mode & 0o7777
  }

  private func temporaryFiles() throws -> [String] {
    try Files.list(directory.work).filter { $0.contains("tmp") }
  }

  @Test func readsFilesThatAreThere() throws {
    let path = try directory.write("work/f", "text")
    #expect(try Files.read(path) == Array("text".utf8))
    #expect(try Files.readIfPresent(path) == Array("text".utf8))
    #expect(try Files.readIfPresent(path + "x") == nil)
    #expect(try Files.readIfPresent(path + "/below a file") == nil)
    #expect(throws: SystemError("open", path + "x", number: ENOENT)) { try Files.read(path + "x") }
    #expect(throws: SystemError("read", path, number: EFBIG)) { try Files.read(path, limit: 3) }
  }

  @Test func createsWholeFilesAndOnlyNewOnes() throws {
    let path = directory.path("work/f")
    try Files.create(path, with: Array("one".utf8), modified: timespec(tv_sec: 1000, tv_nsec: 5))
    #expect(try Files.read(path) == Array("one".utf8))
    #expect(try mode(path) == 0o600)
    #expect(try Files.status(path)?.st_mtim.tv_sec == 1000)
    #expect(throws: SystemError("rename", path, number: EEXIST)) { try Files.create(path, with: []) }
    #expect(try Files.read(path) == Array("one".utf8))
    #expect(try temporaryFiles().isEmpty)
    #expect(throws: SystemError.self) { try Files.create(directory.path("absent/f"), with: []) }
  }

  @Test func replacingMayKeepTheTime() throws {
    let path = try directory.write("work/f", "one")
    try Files.replace(path, with: Array("two".utf8), modified: timespec(tv_sec: 2000, tv_nsec: 0))
    #expect(try Files.read(path) == Array("two".utf8))
    #expect(try Files.status(path)?.st_mtim.tv_sec == 2000)
  }

  @Test func status() throws {
    let path = try directory.write("work/f", "text")
    symlink(path, directory.path("link"))
    symlink("/nonexistent", directory.path("broken"))
    #expect(try Files.status(path)?.st_size == 4)
    #expect(try Files.status(directory.path("link"))?.st_size == 4)
    #expect(
      try Files.status(directory.path("link"), followLinks: false).map { $0.st_mode & S_IFMT } == S_IFLNK)
    #expect(try Files.status(directory.path("broken"))?.st_size == nil)
    #expect(try Files.status(directory.path("broken"), followLinks: false)?.st_size == 12)
    #expect(Files.exists(path) && !Files.exists(directory.path("broken")) && !Files.exists(path + "x"))
    #expect(Files.isDirectory(directory.work) && !Files.isDirectory(path) && !Files.isDirectory(path + "x"))
  }

  @Test("makes all that is missing, with the mode whatever the umask")
  func makesDirectories() throws {
    let path = directory.path("a/b/c")
    try Files.makeDirectory(path)
    #expect(try mode(path) == 0o700)
    #expect(try mode(directory.path("a")) == 0o700)
    try Files.makeDirectory(path)
    try Files.makeDirectory(directory.path("open"), mode: 0o777)
    #expect(try mode(directory.path("open")) == 0o777)
    let file = try directory.write("file", "")
    #expect(throws: SystemError("mkdir", file, number: EEXIST)) { try Files.makeDirectory(file) }
    #expect(throws: SystemError("mkdir", file + "/d", number: ENOTDIR)) {
      try Files.makeDirectory(file + "/d")
    }
    #expect(throws: SystemError("mkdir", "", number: ENOENT)) { try Files.makeDirectory("") }
  }

  @Test func listsNamesByBytes() throws {
    for name in ["b", "a", "é", "B", ".hidden", "a b"] { try directory.write("work/" + name, "") }
    #expect(try Files.list(directory.work) == [".hidden", "B", "a", "a b", "b", "é"])
    #expect(throws: SystemError("opendir", "/nonexistent", number: ENOENT)) { try Files.list("/nonexistent") }
  }

  @Test func removes() throws {
    let path = try directory.write("work/f", "")
    try Files.remove(path)
    #expect(throws: SystemError("unlink", path, number: ENOENT)) { try Files.remove(path) }
  }

  @Test func newFilesMustNotExist() throws {
    let path = directory.path("work/new")
    try Files.writeNew(path, Array("a".utf8), mode: 0o640)
    #expect(try mode(path) == 0o640)
    #expect(throws: SystemError("open", path, number: EEXIST)) { try Files.writeNew(path, []) }
    #expect(try Files.read(path) == Array("a".utf8))
  }

  @Test func touches() throws {
    let path = try directory.write("work/f", "")
    var old = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, path, &old, 0) == 0)
    try Files.touch(path)
    #expect(try #require(try Files.status(path)).st_mtim.tv_sec > 1000)
    #expect(throws: SystemError("utimensat", path + "x", number: ENOENT)) { try Files.touch(path + "x") }
  }
}

/// Old or new, never a mix, and nothing left behind.
struct FilesReplaceTests {
  private let directory = TestDirectory()
  private var target: String { directory.path("work/target") }

  @Test func replacesContentsAndMode() throws {
    try Files.replace(target, with: Array("old".utf8))
    #expect(try Files.status(target).map { $0.st_mode & 0o777 } == 0o600)
    let before = try Files.status(target)?.st_ino
    try Files.replace(target, with: Array("new".utf8), mode: 0o644)
    #expect(try Files.read(target) == Array("new".utf8))
    #expect(try Files.status(target).map { $0.st_mode & 0o777 } == 0o644)
    #expect(try Files.status(target)?.st_ino != before)
    #expect(try Files.list(directory.work) == ["target"])
  }

  @Test("a reader never sees anything but whole contents")
  func readersSeeWholeContents() throws {
    let contents = [UInt8(ascii: "a"), UInt8(ascii: "b")].map { [UInt8](repeating: $0, count: 20_000) }
    try Files.replace(target, with: contents[0])
    let path = target
    let writer = Thread.start {
      for round in 0..<60 { try? Files.replace(path, with: contents[round % 2]) }
    }
    for _ in 0..<200 {
      let seen = try Files.read(target)
      #expect(contents.contains(seen))
    }
    writer.join()
  }

  @Test("a write that fails half way leaves the old file and nothing else")
  func failingWrite() throws {
    try directory.write("work/target", "old")
    let probe = BuiltCommand("system-probe", in: directory)
    let limited = BuiltCommand("/usr/bin/prlimit", in: directory)
    let result = try limited.run("--fsize=50000", probe.executable, "replace", target)
    #expect(result.output == "error \(EFBIG) write\n")
    #expect(try directory.read("work/target") == "old")
    #expect(try Files.list(directory.work) == ["target"])
  }

  @Test("a process killed half way leaves the old file")
  func killedWriter() throws {
    try directory.write("work/target", "old")
    let probe = BuiltCommand("system-probe", in: directory)
    let limited = BuiltCommand("/usr/bin/prlimit", in: directory)
    let result = try limited.run("--fsize=50000", "--core=0", probe.executable, "replace-or-die", target)
    #expect(result.exit == .signal(SIGXFSZ))
    #expect(try directory.read("work/target") == "old")
  }

  @Test("a directory that may not be written gives an error and the old file")
  func readOnlyDirectory() throws {
    try directory.write("work/target", "old", mode: 0o644)
    for path in [directory.root, directory.work] { #expect(chmod(path, 0o555) == 0) }
    let probe = BuiltCommand("system-probe", in: directory)
    let user = Unprivileged.prefix
    let result = try BuiltCommand(user[0], in: directory).run(
      Array(user.dropFirst()) + [probe.executable, "replace", target])
    #expect(result.output == "error \(EACCES) open\n")
    #expect(try directory.read("work/target") == "old")
  }

  @Test("a link stays and its file is replaced; a broken one becomes a file")
  func links() throws {
    let file = try directory.write("real", "old")
    symlink(file, target)
    try Files.replace(target, with: Array("new".utf8))
    #expect(try directory.read("real") == "new")
    #expect(try Files.status(target, followLinks: false).map { $0.st_mode & S_IFMT } == S_IFLNK)
    unlink(target)
    symlink(directory.path("nowhere"), target)
    try Files.replace(target, with: Array("x".utf8))
    #expect(try Files.status(target, followLinks: false).map { $0.st_mode & S_IFMT } == S_IFREG)
  }

  @Test(
    arguments: [
      ("new", nil), ("file", nil), ("link", nil), ("broken", nil), (".", EISDIR), ("pipe", ENOTSUP),
      ("toPipe", ENOTSUP), ("file/new", ENOTDIR), ("nowhere/new", ENOENT),
    ] as [(String, Int32?)])
  func whetherAFileCanBeReplaced(_ name: String, _ number: Int32?) throws {
    let directory = TestDirectory()
    try directory.write("file", "old")
    #expect(mkfifo(directory.path("pipe"), 0o600) == 0)
    for (link, target) in [("link", "file"), ("broken", "nothing"), ("toPipe", "pipe")] {
      #expect(symlink(target, directory.path(link)) == 0)
    }
    var found: SystemError?
    do throws(SystemError) { try Files.requireReplaceable(directory.path(name)) } catch { found = error }
    #expect(found?.number == number)
    // What it says is what happens.
    guard number == nil else {
      #expect(throws: SystemError.self) { try Files.replace(directory.path(name), with: [1]) }
      return
    }
    try Files.replace(directory.path(name), with: [1])
  }

  @Test func devicesPipesAndDirectoriesAreLeftAlone() throws {
    #expect(throws: SystemError("rename", "/dev/null", number: ENOTSUP)) {
      try Files.replace("/dev/null", with: [])
    }
    mkfifo(target, 0o600)
    #expect(throws: SystemError("rename", target, number: ENOTSUP)) { try Files.replace(target, with: []) }
    unlink(target)
    mkdir(target, 0o700)
    #expect(throws: SystemError.self) { try Files.replace(target, with: []) }
    #expect(try Files.list(directory.work) == ["target"])
    #expect(throws: SystemError.self) { try Files.replace("/nonexistent/x", with: []) }
  }
}

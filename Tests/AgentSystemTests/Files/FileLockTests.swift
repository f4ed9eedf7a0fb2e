import AgentSystem
import AgentTesting
import Glibc
import Testing

struct FileLockTests {
  private let directory = TestDirectory()
  private var path: String { directory.path("work/lock") }

  /// A process that has the lock; it lets go when its input is closed.
  private func holder(_ mode: String = "lock") throws -> ChildProcess {
    let child = try BuiltCommand("system-probe", in: directory).spawn([mode, path], input: .pipe)
    close(child.standardError)
    #expect(try IO.read(child.standardOutput) == Array("locked\n".utf8))
    return child
  }

  private func end(_ child: ChildProcess) {
    close(child.standardInput)
    #expect(child.wait() == .code(0))
    close(child.standardOutput)
  }

  private func isFree() throws -> Bool {
    if let lock = try FileLock.tryAcquire(path) { lock.path == path } else { false }
  }

  @Test func keepsOtherProcessesOut() throws {
    let child = try holder()
    #expect(try !isFree())
    #expect(throws: SystemError("flock", path, number: ETIMEDOUT)) {
      _ = try FileLock.acquire(path, until: .after(milliseconds: 10))
    }
    end(child)
    #expect(try isFree())
  }

  @Test func keepsOtherThreadsOut() throws {
    let lock = try FileLock.acquire(path)
    #expect(lock.path == path)
    #expect(try !isFree())
  }

  @Test("those who share it keep out who wants it alone, and the other way round")
  func isShared() throws {
    do {
      let first = try FileLock.acquire(path, shared: true)
      let second = try FileLock.acquire(path, shared: true, until: .after(milliseconds: 0))
      #expect(first.path == second.path)
      #expect(try !isFree())
    }
    let alone = try FileLock.acquire(path)
    #expect(throws: SystemError("flock", path, number: ETIMEDOUT)) {
      _ = try FileLock.acquire(path, shared: true, until: .after(milliseconds: 10))
    }
    _ = alone.path
  }

  @Test("is free again at the end of its scope, and when its holder is killed")
  func isReleased() throws {
    do { _ = try FileLock.acquire(path) }
    #expect(try isFree())
    let child = try holder()
    child.signal(SIGKILL)
    #expect(child.wait() == .signal(SIGKILL))
    #expect(try isFree())
    for fd in [child.standardInput, child.standardOutput] { close(fd) }
  }

  /// As a child has it between its fork and its exec.
  @Test func isReleasedThoughItsDescriptorWasDuplicated() throws {
    let copy: Int32
    do {
      let lock = try FileLock.acquire(path)
      copy = dup(lock.descriptor)
    }
    defer { close(copy) }
    #expect(try isFree())
  }

  @Test("waiting ends when the holder lets go", arguments: [true, false])
  func waits(forEver: Bool) throws {
    let child = try holder()
    let path = path
    let got = Monitor(false)
    let waiter = Thread.start {
      guard let lock = try? FileLock.acquire(path, until: forEver ? nil : .after(milliseconds: 60_000)) else {
        return
      }
      got.update { $0 = true }
      _ = lock.path
    }
    #expect(!got.withLock { $0 })
    end(child)
    waiter.join()
    #expect(got.withLock { $0 })
  }

  @Test("whoever waited for a lock file that was removed takes the new one", arguments: [true, false])
  func unlinkedWhileWaiting(forEver: Bool) throws {
    let child = try holder("lock-and-unlink")
    let path = path
    let isSame = Monitor(false)
    let waiter = Thread.start {
      guard let lock = try? FileLock.acquire(path, until: forEver ? nil : .after(milliseconds: 60_000)) else {
        return
      }
      var held = stat()
      fstat(lock.descriptor, &held)
      let named = (try? Files.status(path)) ?? nil
      let same = named?.st_ino == held.st_ino
      isSame.update { $0 = same }
    }
    end(child)
    waiter.join()
    #expect(isSame.withLock { $0 })
  }

  @Test("four processes count without losing one")
  func mutualExclusion() throws {
    try directory.write("work/number", "0")
    let probe = BuiltCommand("system-probe", in: directory)
    let children = try (0..<4).map { _ in
      try probe.spawn(["count", directory.path("work/number")], output: .null, error: .null)
    }
    for child in children { #expect(child.wait() == .code(0)) }
    #expect(try directory.read("work/number") == "800")
  }

  @Test func saysWhoHoldsIt() throws {
    let lock = try FileLock.acquire(path)
    try lock.write("a long first text")
    try lock.write("12345")
    #expect(try directory.read("work/lock") == "12345")
    #expect(try Files.status(path).map { $0.st_mode & 0o777 } == 0o600)
    try lock.unlinkFile()
    #expect(!Files.exists(path))
  }

  @Test func missingDirectory() {
    #expect(throws: SystemError("open", "/nonexistent/lock", number: ENOENT)) {
      _ = try FileLock.tryAcquire("/nonexistent/lock")
    }
  }
}

import AgentSystem
import Glibc
import Testing

@Suite struct ProcessIdentityTests {
  private static func sleeper() throws -> ChildProcess {
    try ChildProcess.spawn(["sleep", "600"], environment: ["PATH": "/usr/bin:/bin"])
  }

  @Test func thisProcessRuns() throws {
    let me = try #require(ProcessIdentity.current())
    #expect(me.pid == getpid())
    #expect(me.isRunning)
  }

  @Test func anotherStartTimeIsAnotherProcess() throws {
    let me = try #require(ProcessIdentity.current())
    let earlier = ProcessIdentity(pid: me.pid, startTicks: me.startTicks - 1)
    #expect(!earlier.isRunning)
    #expect(!earlier.signal(0))
  }

  @Test(arguments: [Int32(-1), 0, Int32.max]) func noSuchNumber(pid: Int32) {
    #expect(ProcessIdentity(pid: pid) == nil)
  }

  @Test func aNameWithBlanksAndParenthesesIsNoObstacle() throws {
    let directory = "/tmp/agentutils-identity-\(getpid())"
    let program = "\(directory)/a) Z 1 (b"
    try Files.makeDirectory(directory)
    defer {
      unlink(program)
      rmdir(directory)
    }
    #expect(symlink("/bin/sleep", program) == 0)
    let child = try ChildProcess.spawn([program, "600"], environment: [:])
    #expect(ProcessIdentity(pid: child.pid)?.isRunning == true)
    child.signal(SIGKILL)
    _ = child.wait()
  }

  @Test func aSignalEndsItAndTheEndIsSeen() throws {
    let child = try Self.sleeper()
    let identity = try #require(ProcessIdentity(pid: child.pid))
    #expect(!identity.waitForEnd(until: .after(milliseconds: 1)))
    #expect(identity.signal(SIGTERM))
    // Until we take its status it is a zombie, which does not count as running.
    #expect(identity.waitForEnd(until: .after(milliseconds: 20_000)))
    #expect(!identity.isRunning)
    #expect(child.wait() == .signal(SIGTERM))
    #expect(identity.waitForEnd(until: .after(milliseconds: 1)))
  }
}

import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ParentWatchTests {
  let directory = TestDirectory()

  /// A shell starts the probe, says its number and waits for it; the probe lives as long as the shell.
  @Test func endsWithItsParent() throws {
    let shell = try BuiltCommand("/bin/sh", in: directory).spawn(["-c", "system-probe parent & wait"])
    defer { close(shell.standardOutput) }
    let line = try IO.read(shell.standardOutput)
    let pid = try #require(Int32(String(decoding: line.dropLast(), as: UTF8.self)))
    let probe = try #require(ProcessIdentity(pid: pid))
    #expect(probe.isRunning)
    shell.signal(SIGKILL)
    _ = shell.wait()
    #expect(probe.waitForEnd(until: .after(milliseconds: 20_000)))
  }
}

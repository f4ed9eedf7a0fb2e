import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentSession

@Suite struct TurnHolderTests {
  @Test func namesThisProcess() throws {
    let directory = TestDirectory()
    let holder = TurnHolder.current(at: Timestamp(milliseconds: 0))
    let path = try directory.write("lock", holder.text)
    #expect(TurnHolder.read(path) == holder)
    #expect(holder.description == "process \(getpid()) since 1970-01-01T00:00:00.000Z")
  }

  @Test func aProcessThatHasEndedHoldsNothing() throws {
    let directory = TestDirectory()
    let child = try ChildProcess.spawn(["sleep", "60"], environment: [:], output: .null)
    let ticks = try #require(TurnHolder.startTicks(of: child.pid))
    let holder = TurnHolder(pid: child.pid, startTicks: ticks, since: nil)
    let path = try directory.write("lock", holder.text)
    #expect(TurnHolder.read(path) == holder)
    #expect(holder.signal(SIGTERM))
    #expect(child.wait() == .signal(SIGTERM))
    #expect(TurnHolder.read(path) == nil)
    #expect(!holder.signal(SIGTERM))
  }

  @Test func aLaterProcessWithTheSameNumberIsNotTaken() throws {
    let ticks = try #require(TurnHolder.startTicks(of: getpid()))
    let other = TurnHolder(pid: getpid(), startTicks: ticks - 1, since: nil)
    #expect(!other.isAlive)
    #expect(!other.signal(0))
  }

  @Test(arguments: ["", "junk", "{}", #"{"pid":1}"#, #"{"pid":-5,"start":1}"#])
  func whatNamesNobody(_ text: String) throws {
    #expect(TurnHolder.read(try TestDirectory().write("lock", text)) == nil)
  }
}

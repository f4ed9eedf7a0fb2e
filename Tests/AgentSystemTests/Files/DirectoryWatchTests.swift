import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct DirectoryWatchTests {
  @Test func wakesAtAChange() throws {
    let directory = TestDirectory()
    let watch = DirectoryWatch([directory.work, directory.path("absent")])
    let writer = Thread.start { _ = try? directory.write("work/file", "x") }
    // Without the change this would take a minute, and the test its time limit.
    let deadline = Deadline.after(milliseconds: 60_000)
    let hasReader = watch.wait(until: deadline)
    #expect(hasReader)
    #expect(!deadline.hasPassed)
    writer.join()
  }

  @Test func returnsAtTheDeadline() {
    let directory = TestDirectory()
    let watch = DirectoryWatch([directory.work])
    let deadline = Deadline.after(milliseconds: 1)
    let hasReader = watch.wait(until: deadline)
    #expect(hasReader)
    #expect(deadline.hasPassed)
  }

  @Test func seesThatTheReaderHasGone() throws {
    let directory = TestDirectory()
    let watch = DirectoryWatch([directory.work])
    let pipe = try Descriptor.pipe()
    close(pipe.read)
    let hasReader = watch.wait(until: nil, output: pipe.write)
    #expect(!hasReader)
    close(pipe.write)
  }
}

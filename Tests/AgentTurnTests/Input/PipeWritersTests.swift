import AgentSystem
import Glibc
import Testing

@testable import AgentTurn

@Suite struct PipeWritersTests {
  @Test(
    arguments: [
      ("1 (sh) S 7 8 9 0", [7, 8, 9]), ("1 (a) b (c)) R 1 2 3 x", [1, 2, 3]), ("1 (sh) S 7", nil), ("", nil),
      ("1 (sh S 7 8 9", nil),
    ] as [(String, [Int32]?)])
  func parsesStat(_ line: String, _ expected: [Int32]?) {
    let process = PipeWriters.Process(line)
    #expect(process.map { [$0.parent, $0.group, $0.session] } == expected)
  }

  @Test func aWriterThatIsNoAncestorCounts() throws {
    let pipe = try Descriptor.pipe()
    var status = stat()
    fstat(pipe.read, &status)
    let inode = UInt64(status.st_ino)
    // This process and its ancestors do not count, nor does somebody who reads.
    #expect(!PipeWriters.exist(inode: inode))
    let reader = try ChildProcess.spawn(
      ["sleep", "600"], environment: [:], input: .descriptor(pipe.read), output: .null, error: .null)
    #expect(!PipeWriters.exist(inode: inode))
    let writer = try ChildProcess.spawn(
      ["sleep", "600"], environment: [:], output: .descriptor(pipe.write), error: .null)
    #expect(PipeWriters.exist(inode: inode))
    for child in [reader, writer] {
      child.signal(SIGKILL)
      _ = child.wait()
    }
    #expect(!PipeWriters.exist(inode: inode))
    close(pipe.read)
    close(pipe.write)
  }
}

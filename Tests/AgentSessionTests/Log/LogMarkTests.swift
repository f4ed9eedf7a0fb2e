import AgentCore
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct LogMarkTests {
  private func mark(_ test: TestStore, _ id: String) throws -> LogMark {
    var reader = try SessionReader(path: test.store.path(id))
    var mark = LogMark(try reader.status())
    while let record = try reader.next() { mark.pass(record) }
    return mark
  }

  @Test func knowsAFileThatHasGrown() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let mark = try mark(test, id)
    let path = test.store.path(id)
    #expect(mark.consumed == mark.size && mark.isBeginning(of: path))
    let found = try test.store.logs()
    #expect(found.logs.map(\.id) == [id] && found.unreadable.isEmpty)
    #expect(mark.isCurrent(found.logs[0].status))
    try test.log(id).append([.note("more")])
    #expect(mark.isBeginning(of: path))
    #expect(try !mark.isCurrent(test.store.logs().logs[0].status))
    #expect(LogMark(inode: 1).isBeginning(of: path))
  }

  @Test func knowsAnother() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let mark = try mark(test, id)
    let path = test.store.path(id)
    let bytes = try test.bytes(id)
    for cut in 0..<bytes.count {
      try test.write(Array(bytes[..<cut]), to: id)
      #expect(!mark.isBeginning(of: path), "\(cut)")
    }
    try test.write(bytes + [0x0a], to: id)
    #expect(mark.isBeginning(of: path))
    // A line that goes on where a newline was is another.
    try test.write(Array(bytes.dropLast()) + Array("x\n".utf8), to: id)
    #expect(!mark.isBeginning(of: path))
    #expect(!mark.isBeginning(of: "/nonexistent"))
  }
}

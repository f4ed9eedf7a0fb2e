import AgentJSON
import Testing

@testable import AgentSession

@Suite struct ReverseReaderTests {
  /// Reading backwards gives what reading forwards gives, for any damage.
  @Test(arguments: ["", "torn", "\n\n", "\u{0}\u{0}\n", "\r\n"])
  func isTheReverseOfReadingForwards(_ ending: String) throws {
    let test = TestStore()
    let id = try test.makeSmall()
    for size in [1, 70_000, 5] { try test.log(id).append([.note(String(repeating: "z", count: size))]) }
    try test.write(try test.bytes(id) + Array(ending.utf8), to: id)
    let forward = try test.records(id)
    var reader = try ReverseReader(path: test.store.path(id))
    var backward: [LogRecord] = []
    while let record = try reader.next() { backward.append(record) }
    #expect(backward.reversed().map(\.bytes) == forward.map(\.bytes))
    #expect(backward.reversed().map(\.offset) == forward.map(\.offset))
    #expect(backward.reversed().map(\.isIntact) == forward.map(\.isIntact))
  }

  @Test func anEmptyFileHasNoRecords() throws {
    let test = TestStore()
    let id = try test.make()
    try test.write([], to: id)
    var reader = try ReverseReader(path: test.store.path(id))
    #expect(try reader.next() == nil)
  }
}

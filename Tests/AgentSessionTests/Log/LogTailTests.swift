import AgentJSON
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct LogTailTests {
  static let line = LogLineTests.line("a")
  static let whole = line + [0x0a]

  @Test func soundTail() throws {
    let tail = try #require(LogTail.examine(Self.whole + Self.whole, at: 0))
    #expect(tail.soundLength == 2 * Self.whole.count)
    #expect(tail.droppedLength == 0)
    #expect(!tail.needsNewline)
    #expect(tail.last?.sequence == 1)
  }

  @Test(arguments: [
    ([UInt8](), true, 0), ([0x0a, 0, 0, 0], false, 3), ([0x0a] + Array("{\"type\":\"no".utf8), false, 11),
    ([0, 0], true, 2), (Array("\njunk\nmore\n".utf8), false, 10), ([0x0d, 0x0a], false, 0),
  ])
  func endings(_ ending: [UInt8], needsNewline: Bool, dropped: Int) throws {
    let tail = try #require(LogTail.examine(Self.whole + Self.line + ending, at: 0))
    #expect(tail.needsNewline == needsNewline)
    #expect(tail.droppedLength == dropped)
    #expect(tail.soundLength == Self.whole.count + Self.line.count + ending.count - dropped)
    #expect(!tail.isUnreadable)
  }

  @Test func filesWithoutASoundLine() throws {
    #expect(try #require(LogTail.examine([], at: 0)).soundLength == 0)
    let torn = try #require(LogTail.examine(Array(Self.line.dropLast(4)), at: 0))
    #expect(torn.droppedLength == Self.line.count - 4)
    #expect(!torn.isUnreadable)
    #expect(try #require(LogTail.examine([0, 0, 0x0a], at: 0)).isUnreadable == false)
    #expect(try #require(LogTail.examine(Array("some\ntext\n".utf8), at: 0)).isUnreadable)
  }

  @Test func asksForMoreWhereNothingSoundIsInTheWindow() {
    #expect(LogTail.examine(Array("end of a line\n".utf8), at: 10) == nil)
    #expect(LogTail.examine([0x0a], at: 10) == nil)
    #expect(LogTail.examine([0x0a] + Self.whole, at: 10)?.soundLength == 11 + Self.whole.count)
  }

  @Test func findsALastLineLongerThanTheWindow() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([.note(String(repeating: "x", count: 300_000))])
    #expect(try test.log(id).append([.note("next")]).first?.sequence == 3)
  }

  /// A right checksum makes no record of what has no number or is no JSON.
  @Test(arguments: [
    #"{"type":"notice","v":1,"ts":"2026-01-01T00:00:00.000Z","session":null,"turn":null,"x":1"#,
    #"{"type":"notice","v":1,"seq":9,"ts":"2026-01-01T00:00:00.000Z","session":null,"turn":null,bad"#,
    #"{"type":"notice","v":1,"seq":9,bad"#, #"{"type":"notice","v":"2","seq":9"#,
  ])
  func checkedNonsenseIsNoRecord(_ text: String) throws {
    let digits = String(CRC32.checksum(Array(text.utf8)[...]), radix: 16)
    let line = Array("\(text),\"crc\":\"\(String(repeating: "0", count: 8 - digits.count))\(digits)\"}".utf8)
    let tail = try #require(LogTail.examine(Self.whole + line + [0x0a], at: 0))
    #expect(tail.last?.sequence == 1)
    #expect(tail.soundLength == Self.whole.count)
    #expect(tail.droppedLength == line.count + 1)
  }
}

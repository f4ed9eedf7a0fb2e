import AgentJSON
import Testing

struct LineReaderTests {
  /// CRLF, blank lines, a CR inside a line, white space alone, letters of several bytes, no newline at the end.
  private static let tricky = "one\r\n\n  \t\r\ntwo\rtwo\n\r\n{\"é\":\"日\"}\n\n three "

  private static let expected: [(text: String, number: Int, offset: Int)] = [
    ("one", 1, 0), ("two\rtwo", 4, 11), ("{\"é\":\"日\"}", 6, 21), (" three ", 8, 35),
  ]

  private func lines(_ chunks: [ArraySlice<UInt8>], limit: Int = 100) throws -> [(String, Int, Int)] {
    var reader = LineReader(limit: limit)
    var found: [(String, Int, Int)] = []
    func take(_ line: LineReader.Line) {
      found.append((String(decoding: line.bytes, as: UTF8.self), line.number, line.offset))
    }
    for chunk in chunks {
      reader.append(chunk)
      while let line = try reader.next() { take(line) }
    }
    while let line = try reader.finish() { take(line) }
    return found
  }

  private func check(_ found: [(String, Int, Int)], _ comment: Comment) {
    #expect(found.map(\.0) == Self.expected.map(\.text), comment)
    #expect(found.map(\.1) == Self.expected.map(\.number), comment)
    #expect(found.map(\.2) == Self.expected.map(\.offset), comment)
  }

  @Test("cuts the same lines whatever the chunks")
  func chunks() throws {
    let bytes = Array(Self.tricky.utf8)
    check(try lines([bytes[...]]), "whole")
    check(try lines(bytes.indices.map { bytes[$0...$0] }), "byte by byte")
    for first in 0...bytes.count {
      for second in first...bytes.count {
        check(try lines([bytes[..<first], bytes[first..<second], bytes[second...]]), "\(first), \(second)")
      }
    }
  }

  @Test func nothingGivesNothing() throws {
    #expect(try lines([]).isEmpty)
    #expect(try lines([[]]).isEmpty)
    #expect(try lines([Array("\n\r\n \n".utf8)[...]]).isEmpty)
    #expect(try lines([Array("  ".utf8)[...]]).isEmpty)
  }

  @Test("the end gives whole lines that were not asked for before")
  func finishDrains() throws {
    var reader = LineReader()
    reader.append(Array("a\nb\nc".utf8))
    var texts: [String] = []
    while let line = try reader.finish() { texts.append(String(decoding: line.bytes, as: UTF8.self)) }
    #expect(texts == ["a", "b", "c"])
    #expect(try reader.finish()?.number == nil)
  }

  @Test("a line of the limit is taken, whatever ends it", arguments: ["12345", "12345\n", "12345\r\n"])
  func atTheLimit(text: String) throws {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      #expect(try lines([bytes[..<cut], bytes[cut...]], limit: 5).map(\.0) == ["12345"])
    }
  }

  @Test(
    "a longer one is refused with its offset", arguments: ["ok\n123456", "ok\n123456\n", "ok\n123456\r\n"])
  func aboveTheLimit(text: String) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      #expect(throws: JSONError(.lineTooLong(limit: 5), at: 3)) {
        try lines([bytes[..<cut], bytes[cut...]], limit: 5)
      }
    }
  }

  @Test("64 MiB is the limit unless told otherwise")
  func defaultLimit() throws {
    #expect(LineReader.defaultLimit == 67_108_864)
    var reader = LineReader()
    let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<64 {
      reader.append(chunk)
      #expect(try reader.next()?.number == nil)
    }
    reader.append([0x0a])
    #expect(try reader.next()?.bytes.count == 64 << 20)
    for _ in 0..<64 { reader.append(chunk) }
    reader.append([UInt8(ascii: "x")])
    #expect(throws: JSONError(.lineTooLong(limit: 64 << 20), at: (64 << 20) + 1)) { try reader.next() }
  }

  @Test("numbers and offsets stay right over a long stream")
  func longStream() throws {
    var reader = LineReader()
    var count = 0
    for round in 0..<2000 {
      reader.append(Array("line \(round)\r\n\n".utf8))
      while let line = try reader.next() {
        #expect(line.number == 2 * count + 1)
        #expect(String(decoding: line.bytes, as: UTF8.self) == "line \(count)")
        count += 1
      }
    }
    #expect(count == 2000)
  }
}

import AgentJSON
import AgentCore
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct LogLineTests {
  static func line(_ text: String) -> [UInt8] {
    EventEncoder.encode(
      .note(text), at: .sequence(1), time: Timestamp(milliseconds: 0), session: "s", turn: nil)
  }

  static func pieces(_ bytes: [UInt8]) -> [LogLine.Piece] { bytes.withUnsafeBytes { LogLine.pieces(of: $0) } }

  @Test func aSoundLineIsOnePiece() {
    let line = Self.line("a")
    let whole = LogLine.Piece(range: 0..<line.count, envelope: LogEnvelope(line))
    #expect(whole.isIntact)
    #expect(Self.pieces(line) == [whole])
    #expect(Self.pieces(line + [0x0d]) == [whole])
    #expect(Self.pieces([]).isEmpty)
  }

  @Test func wholeRecordsAreSavedFromFusedLines() {
    let (first, second) = (Self.line("a"), Self.line("b"))
    #expect(Self.pieces(first + second).map(\.isIntact) == [true, true])
    let torn = Array(first.prefix(first.count / 2))
    let mixed = Self.pieces(torn + second)
    #expect(mixed.map(\.isIntact) == [false, true])
    #expect(mixed.last?.range == torn.count..<torn.count + second.count)
    let junk = Self.pieces(first + [0, 0, 0] + second + [0x21])
    #expect(junk.map(\.isIntact) == [true, false, true, false])
  }

  /// A checksum that is right makes no record of what has no place in a log.
  @Test(arguments: [
    ("{\"type\":\"notice\",\"v\":1,\"seq\":7", true), ("{\"seq\":7.0,\"type\":\"notice\"", true),
    ("{\"type\":\"notice\",\"v\":2", true), ("nonsense", false), ("{\"type\":\"notice\",\"v\":1", false),
    ("{\"type\":\"notice\",\"v\":1,\"seq\":0", false), ("{\"type\":\"notice\",\"seq\":-5", false),
    ("{\"type\":\"notice\",\"seq\":9223372036854775807,\"v\":1", false), ("{\"type\":5,\"seq\":7", false),
  ])
  func records(_ beginning: String, _ isRecord: Bool) {
    #expect(Self.pieces(Self.sealed(beginning)).map(\.isIntact) == [isRecord])
  }

  /// The line of an object that lacks its end.
  static func sealed(_ beginning: String) -> [UInt8] {
    let sum = String(CRC32.checksum(Array(beginning.utf8)[...]), radix: 16)
    let digits = String(repeating: "0", count: 8 - sum.count) + sum
    return Array("\(beginning),\"crc\":\"\(digits)\"}".utf8)
  }

  @Test func piecesCoverTheLine() {
    let bytes = Array(Self.line("a").dropFirst(3)) + Self.line("b") + [0, 1] + Self.line("c").dropLast()
    var end = 0
    for piece in Self.pieces(bytes) {
      #expect(piece.range.lowerBound == end)
      end = piece.range.upperBound
    }
    #expect(end == bytes.count)
  }

  @Test func everyFlippedBitIsSeen() {
    let line = Self.line("some text")
    for index in line.indices {
      for bit in 0..<8 {
        var damaged = line
        damaged[index] ^= 1 << UInt8(bit)
        #expect(Self.pieces(damaged).contains { !$0.isIntact })
      }
    }
  }
}

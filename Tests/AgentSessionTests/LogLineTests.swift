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
    #expect(Self.pieces(line) == [.init(range: 0..<line.count, isIntact: true)])
    #expect(Self.pieces(line + [0x0d]) == [.init(range: 0..<line.count, isIntact: true)])
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

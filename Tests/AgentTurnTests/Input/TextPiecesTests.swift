import AgentCore
import Testing

@testable import AgentTurn

@Suite struct TextPiecesTests {
  @Test(arguments: ["word ", "a line\n", "a paragraph\n\n", "日本😀é", "x"])
  func piecesJoinedAreTheText(_ unit: String) {
    let text = String(repeating: unit, count: 3000)
    let pieces = TextPieces.split(text, tokens: 200) { TokenEstimate.tokens(in: $0) }
    #expect(pieces.count > 1)
    #expect(pieces.joined() == text)
    #expect(pieces.allSatisfy { TokenEstimate.tokens(in: $0) <= 240 })
  }

  @Test func aShortTextIsOnePiece() { #expect(TextPieces.split("a", tokens: 10) { $0.utf8.count } == ["a"]) }
}

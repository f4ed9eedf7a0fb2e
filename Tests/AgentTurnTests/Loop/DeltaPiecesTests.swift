import Testing

@testable import AgentTurn

@Suite struct DeltaPiecesTests {
  @Test(arguments: ["", "a", "é 世界 🌍", String(repeating: "x", count: DeltaPieces.limit)])
  func whatIsShortIsOne(_ text: String) {
    #expect(Array(DeltaPieces(text)) == [text])
  }

  @Test(arguments: ["x", "é", "世", "🌍", "👩‍👩‍👧‍👦"], 0..<4)
  func whatIsLongIsCutBetweenCharacters(_ character: String, shift: Int) {
    let text = String(repeating: "-", count: shift) + String(repeating: character, count: DeltaPieces.limit)
    let pieces = Array(DeltaPieces(text))
    #expect(pieces.joined() == text)
    #expect(pieces.count > (character == "x" && shift == 0 ? 0 : 1))
    #expect(pieces.allSatisfy { $0.utf8.count <= DeltaPieces.limit && !$0.contains("\u{fffd}") })
  }
}

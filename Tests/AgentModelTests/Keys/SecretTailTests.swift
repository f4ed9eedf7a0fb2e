import Testing

@testable import AgentModel

@Suite struct SecretTailTests {
  private static let key = "sk-canary-0123456789abcdef"

  private func tail() throws -> SecretTail { SecretTail(SecretForms([try #require(Secret(Self.key))])) }

  /// Wherever the text is cut, it comes out whole but for the key.
  @Test func aKeyInTwoPiecesIsFound() throws {
    let text = "before sk- \(Self.key) é sk-canary-\(Self.key.dropLast())"
    let bytes = Array(text.utf8)
    for cut in 1..<bytes.count {
      var tail = try tail()
      var told = ""
      for piece in [bytes[..<cut], bytes[cut...]] {
        guard let piece = String(validating: piece, as: UTF8.self) else { continue }
        let next = tail.take(piece, at: 0)
        told += next?.text ?? ""
        #expect(!told.contains(Self.key))
      }
      told += tail.finish()?.text ?? ""
      if String(validating: bytes[..<cut], as: UTF8.self) == nil { continue }
      #expect(told == "before sk- <secret> é sk-canary-\(Self.key.dropLast())")
    }
  }

  @Test func pieceByPiece() throws {
    var tail = try tail()
    var told = ""
    for character in "x\(Self.key)y\(Self.key)" { told += tail.take(String(character), at: 0)?.text ?? "" }
    told += tail.finish()?.text ?? ""
    #expect(told == "x<secret>y<secret>")
    let rest = tail.finish()
    #expect(rest == nil)
  }

  /// What holds nothing back keeps its place.
  @Test func offsetsStay() throws {
    var tail = try tail()
    let pieces = [("...", 0), (".. sk", 3), ("!", 8), (".", 9)].map { tail.take($0.0, at: $0.1) }
    #expect(pieces.map { $0?.text } == ["...", ".. ", "sk!", "."])
    #expect(pieces.map { $0?.offset } == [0, 3, 6, 9])
  }

  @Test func withoutKeysAllPasses() {
    var tail = SecretTail(SecretForms([]))
    let (told, rest) = (tail.take("sk", at: 5), tail.finish())
    #expect(told?.text == "sk" && rest == nil)
  }
}

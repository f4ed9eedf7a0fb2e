import Testing

@testable import AgentStore

@Suite struct PostingListTests {
  private static let documents = [(3, 1), (4, 2), (130, 1), (20_000, 255), (20_001, 1), (3_000_000, 7)]

  private func list(_ documents: [(Int, Int)]) -> PostingList {
    var list = PostingList()
    for (document, frequency) in documents { list.append(document, frequency: frequency) }
    return list
  }

  private func read(_ stored: [UInt8]) -> [[Int]]? {
    stored.withUnsafeBytes { bytes in
      guard let reader = PostingReader(bytes) else { return nil }
      var found: [[Int]] = []
      reader.each { found.append([$0, $1]) }
      return found.count == reader.count ? found : nil
    }
  }

  @Test func givesBackWhatWasPutIn() {
    #expect(read(list(Self.documents).sealed) == Self.documents.map { [$0, $1] })
    #expect(read(list([]).sealed) == [])
  }

  @Test(arguments: 0...6) func listsAreJoined(_ cut: Int) {
    var whole = list(Array(Self.documents[..<cut]))
    let rest = list(Array(Self.documents[cut...])).sealed
    #expect(rest.withUnsafeBytes { whole.append(stored: $0) })
    #expect(whole.sealed == list(Self.documents).sealed)
  }

  @Test func listsThatOverlapAreNotJoined() {
    var whole = list([(5, 1)])
    #expect(list([(5, 1)]).sealed.withUnsafeBytes { !whole.append(stored: $0) })
  }

  @Test func everyFlippedBitIsFound() {
    var stored = list(Self.documents).sealed
    for bit in 0..<(stored.count * 8) {
      stored[bit / 8] ^= 1 << (bit % 8)
      #expect(read(stored) == nil, "bit \(bit)")
      stored[bit / 8] ^= 1 << (bit % 8)
    }
  }
}

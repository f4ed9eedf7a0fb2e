import AgentStore
import AgentTesting
import Testing

@Suite struct TokenizerTests {
  private let directory = TestDirectory()

  private static let cases: [(text: String, terms: [String])] = [
    ("Running runs, ran!", ["run", "run", "ran"]),
    ("Café CAFE", ["cafe", "cafe"]),
    ("version 1.5", ["version", "1", "5"]),
    ("東京都", ["東京", "京都"]),
    ("", []),
    ("\u{0}…—", []),
  ]

  @Test(arguments: cases) func cuts(_ text: String, _ terms: [String]) throws {
    let database = try Database(directory.path("t.db"), mode: .create)
    #expect(try Tokenizer(database).tokens(of: text).map(\.term) == terms)
  }

  @Test func saysWhereTheyStand() throws {
    let database = try Database(directory.path("t.db"), mode: .create)
    let token = try #require(try Tokenizer(database).tokens(of: "ä cats").last)
    #expect((token.start, token.end) == (3, 7))
  }

  @Test func aWordWithoutEndIsCut() throws {
    let database = try Database(directory.path("t.db"), mode: .create)
    let terms = try Tokenizer(database).tokens(of: String(repeating: "x", count: 100_000))
    #expect(terms.map(\.term.utf8.count) == [64])
  }
}

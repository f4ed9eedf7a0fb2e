import AgentStore
import Testing

@testable import AgentMemory

@Suite struct SpeakersTests {
  private static let names: [Int: String] = [
    1: "Melanie", 2: "John Smith", 3: "Anna Smith", 4: "Will", 5: "user", 6: "assistant", 7: "Olu-Ade",
    8: "Élodie",
  ]

  private static let questions: [(String, Set<UInt16>)] = [
    ("What does Melanie's son like?", [1]), ("what does melanie like", [1]), ("What does Mel like?", [1]),
    ("What melted?", []), ("Where does John Smith live?", [2]), ("Where does John live?", [2]),
    ("Where do the Smith family live?", [2, 3]), ("Smith", [2, 3]),
    ("What does Will like?", [4]), ("What will she like?", []), ("Will it rain?", []),
    ("What is my degree?", [5]), ("What did you tell me?", [5, 6]), ("Who is Olu-Ade?", [7]), ("Élodie", [8]),
    ("", []), ("?", []),
  ]

  @Test(arguments: questions) func named(_ question: String, _ expected: Set<UInt16>) throws {
    let bench = try MemoryBench()
    let speakers = Speakers(Self.names, bench.store.index.tokenizer)
    #expect(speakers.named(in: [question]) == expected)
  }

  private static let spoken: [(String, String?, String)] = [
    ("Ann: hello", "Ann", "hello"), ("user: hello", "user", "hello"), ("AI: hello", "AI", "hello"),
    ("todo: hello", nil, "todo: hello"), ("Ann hello", nil, "Ann hello"), (": hello", nil, ": hello"),
  ]

  @Test(arguments: spoken) func lines(_ text: String, _ actor: String?, _ words: String) {
    #expect(SpokenText.actor(of: text) == actor)
    #expect(SpokenText.words(of: text).drop { $0 == " " } == words)
  }

  /// A talk that is stored without a source is one by its speakers and its scope.
  @Test func linesOfAScopeAreNeighbours() throws {
    let bench = try MemoryBench()
    for text in ["Bob: what about the harbour?", "Ann: no, it is too far", "Bob: what a pity"] {
      try bench.add(text) { $0.scope = "talk/1" }
    }
    let hits = try bench.search("harbour")
    #expect(hits.map(\.entry.text) == ["Bob: what about the harbour?", "Ann: no, it is too far"])
    // Notes of one's own are not.
    for text in ["Todo: paint the fence", "Done: buy the paper"] { try bench.add(text) }
    #expect(try bench.found("fence") == ["Todo: paint the fence"])
  }
}

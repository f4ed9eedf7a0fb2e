import Testing

@testable import AgentMemory

@Suite struct NormalizedTextTests {
  @Test(arguments: [
    ("The host is stage-2.", "The  host is\nstage-2"), ("Yes!", "Yes"), ("a, b", "a b"), ("東京。", "東京"),
    ("a\u{a0}b", "a b"), (" x ", "x"),
  ])
  func same(_ left: String, _ right: String) {
    #expect(NormalizedText.of(left) == NormalizedText.of(right))
  }

  @Test(arguments: [
    ("port 8080", "port 8081"), ("1.5", "15"), ("1.5", "1 5"), ("-5", "5"), ("C++", "C"), ("C#", "C"),
    ("café", "cafe"),
    ("US", "us"), ("a b", "ab"), ("x=1", "x1"), ("東京", "京都"), ("it's", "its"), ("~a", "a"), (".5", "5"),
  ])
  func different(_ left: String, _ right: String) {
    #expect(NormalizedText.of(left) != NormalizedText.of(right))
  }
}

@testable import AgentCore
import Testing

struct NearMatchTests {
  private let verbs = [
    "list", "show", "new", "rename", "fork", "append", "delete", "export", "import", "fsck",
  ]

  @Test(
    "finds what was meant",
    arguments: [
      ("lst", ["list"]), ("shwo", ["show"]), ("exprot", ["export"]), ("SHOW", ["show"]), ("ren", ["rename"]),
      ("f", ["fork", "fsck"]), ("xyzzy", []), ("show", ["show"]), ("impost", ["import"]),
    ])
  func finds(word: String, found: [String]) {
    #expect(NearMatch.find(word, in: verbs) == found)
  }

  @Test func limitsWhatItFinds() {
    #expect(NearMatch.find("a", in: ["ab", "ac", "ad", "ae"]) == ["ab", "ac", "ad"])
    #expect(NearMatch.find("a", in: ["ab", "ac", "ad", "ae"], limit: 1) == ["ab"])
  }

  @Test func wordsTheHint() {
    #expect(NearMatch.hint("lst", in: verbs) == "did you mean 'list'?")
    #expect(NearMatch.hint("f", in: verbs) == "did you mean 'fork' or 'fsck'?")
    #expect(NearMatch.hint("xyzzy", in: verbs) == nil)
    #expect(NearMatch.hint("x", in: []) == nil)
  }

  @Test(
    "distance of optimal string alignment",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
      ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
  func distance(left: String, right: String, distance: Int) {
    #expect(NearMatch.distance(Array(left), Array(right)) == distance)
  }

  @Test("a word of a megabyte costs nothing")
  func longWord() {
    #expect(NearMatch.find(String(repeating: "x", count: 1 << 20), in: verbs).isEmpty)
  }
}

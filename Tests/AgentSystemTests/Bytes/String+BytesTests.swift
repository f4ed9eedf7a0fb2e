import AgentSystem
import Testing

/// A combining acute accent: behind a delimiter it makes another character of it.
private let accent = "\u{301}"

@Suite struct StringBytesTests {
  @Test func beginningsAndEndsAreBytes() {
    #expect("/\(accent)a".hasPrefix(bytes: "/"))
    #expect("a\r\n".hasSuffix(bytes: "\n"))
    #expect("".hasPrefix(bytes: ""))
    #expect("".hasSuffix(bytes: ""))
    #expect(!"é".hasPrefix(bytes: "e\(accent)"))
    #expect(!"a".hasSuffix(bytes: "ba"))
    #expect(!"\u{37e}".equals(bytes: ";"))
    #expect("a;b".dropFirst().equals(bytes: ";b"))
  }

  @Test(
    arguments: [
      ("[\(accent)$(x", "[", 0), ("a$(", "$(", 1), ("a`\(accent)b", "`", 1), ("\u{1fef}", "`", nil),
      ("aab", "ab", 1), ("ab", "abc", nil), ("\u{600}'", "'", 2), ("a", "", 0),
    ] as [(String, String, Int?)])
  func textIsFound(_ text: String, _ wanted: String, _ place: Int?) {
    let found = text.firstRange(bytes: wanted)
    #expect(found.map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) } == place)
    #expect(text.contains(bytes: wanted) == (place != nil))
  }

  @Test func charactersAreFoundAndCutAt() throws {
    #expect("a=\(accent)b=c".cut(byte: "=").map { "\($0.before)|\($0.after)" } == "a|\(accent)b=c")
    #expect("ab".cut(byte: "=") == nil)
    let text = "/\(accent)a/\(accent)b"
    #expect(try #require(text.firstIndex(byte: "/")) == text.startIndex)
    #expect(text[try #require(text.lastIndex(byte: "/"))...].utf8.count == 4)
    #expect(text.firstIndex(byte: ";") == nil)
  }

  @Test func piecesLieBetweenBytes() {
    #expect("/a/\(accent)b//".split(byte: "/").map(String.init) == ["a", "\(accent)b"])
    #expect(":a:".split(byte: ":", omittingEmptySubsequences: false).map(String.init) == ["", "a", ""])
    #expect("xa,b".dropFirst().split(byte: ",").map(String.init) == ["a", "b"])
  }

  @Test func linesEndWithOrWithoutCarriageReturn() {
    #expect("a\r\nb\n\(accent)c\r\n".lines.map(String.init) == ["a", "b", "\(accent)c", ""])
    #expect("a\rb".lines.map(String.init) == ["a\rb"])
    #expect("".lines.map(String.init) == [""])
  }

  @Test func everyPlaceIsReplaced() {
    #expect("a'\(accent)b'".replacing(bytes: "'", with: "") == "a\(accent)b")
    #expect("abab".dropFirst().replacing(bytes: "ab", with: "c") == "bc")
    #expect("ab".replacing(bytes: "", with: "c") == "ab")
  }

  @Test(arguments: ["", "a b", "a'b", "'\(accent); touch x; '\(accent)", "\u{600}'", "$(x)`y`\"\\", "a\r\nb"])
  func aShellReadsAQuotedWordAsItStands(_ text: String) throws {
    let result = try BoundedRun.run(
      ["/bin/sh", "-c", "printf %s \(text.quotedForShell)"], environment: [:], directory: "/", input: [],
      outputLimit: 1 << 10, deadline: .after(milliseconds: 30_000), cancellation: Cancellation())
    #expect(result.output.equals(bytes: text))
  }
}

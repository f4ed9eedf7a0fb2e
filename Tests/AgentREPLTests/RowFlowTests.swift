import AgentREPL
import Testing

@Suite struct RowFlowTests {
  /// What is given out for a text that comes in pieces, and whether each ends within a line.
  private func pieces(_ columns: Int, _ texts: [String]) -> [String] {
    var flow = RowFlow(columns: columns)
    return texts.map { text in
      let out = flow.take(text)
      return out + (flow.isMidLine ? "|" : "")
    } + [flow.finish()]
  }

  @Test(
    arguments: [
      (["ab"], ["", "ab\n"]), (["ab\n"], ["ab\n", ""]), (["abcd"], ["", "abcd\n"]),
      (["abcd", "\n"], ["", "abcd\n", ""]),
      (["abcde"], ["abcd|", "e\n"]), (["abc", "de", "fghi"], ["", "abcd|", "efgh|", "i\n"]),
      (["abcd", "e\nf"], ["", "abcde\n", "f\n"]), ([""], ["", ""]),
      // Where the width of a character is not certain, the line waits.
      (["a\u{1f600}cdefg"], ["", "a\u{1f600}cdefg\n"]),
      (["e\u{301}bcdefg\nabcde"], ["e\u{301}bcdefg\nabcd|", "e\n"]),
      (["日本語"], ["日本|", "語\n"]), (["a日本語"], ["", "a日本語\n"]),
    ] as [([String], [String])])
  func rowsAreGivenOutWhenTheyAreFull(_ texts: [String], _ expected: [String]) {
    #expect(pieces(4, texts) == expected)
  }

  /// Nothing is lost or added but the newline at the end.
  @Test func theTextStaysTheSame() {
    let text = (0..<300).map { "w\($0)" + ($0 % 17 == 0 ? "\n" : " ") }.joined() + "é日\t\u{301}x"
    for size in [1, 2, 7, 50] {
      var flow = RowFlow(columns: 20)
      var out = ""
      var rest = text.unicodeScalars[...]
      while !rest.isEmpty {
        out += flow.take(String(String.UnicodeScalarView(rest.prefix(size))))
        rest = rest.dropFirst(size)
      }
      #expect(out + flow.finish() == text + "\n")
      #expect(flow.isAtLineStart)
    }
  }

  @Test func anotherWidthEndsTheCounting() {
    var flow = RowFlow(columns: 4)
    #expect(flow.take("abcdef") == "abcd")
    flow.resize(columns: 6)
    #expect(flow.take("ghijklmn") == "")
    #expect(flow.take("\nabcdefg") == "efghijklmn\nabcdef")
  }
}

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

  /// Where the terminal has wrapped what it has anew, the rest of a row is taken back, and given out again with what
  /// follows.
  @Test(
    arguments: [
      // What was given out (`abcd`, `abcdefgh`) ends at the end of a row, within one, and before there is a whole one.
      (["abcdefghi"], 2, ScreenPlace(row: 4, column: 0), ""),
      (["abcdefghi"], 3, ScreenPlace(row: 2, column: 2), ""),
      (["abcdefghij"], 3, ScreenPlace(row: 2, column: 2), "ghi"),
      (["abcde"], 20, ScreenPlace(row: 0, column: 4), ""), (["x\n", "ab"], 2, ScreenPlace(), ""),
      (["日本語"], 3, ScreenPlace(row: 1, column: 2), ""),
    ] as [([String], Int, ScreenPlace, String)])
  func aWidthThatIsKnownIsCountedAnew(_ texts: [String], _ new: Int, _ end: ScreenPlace, _ ready: String) {
    var flow = RowFlow(columns: 4)
    for text in texts { _ = flow.take(text) }
    #expect(flow.place(columns: new) == end)
    let more = flow.resize(columns: new, isLaidOutAnew: true)
    #expect(more == ready && flow.isMidLine == (end.row > 0 || !ready.isEmpty))
  }

  @Test func anotherWidthEndsTheCounting() {
    var flow = RowFlow(columns: 4)
    #expect(flow.take("abcdef") == "abcd")
    let ready = flow.resize(columns: 6, isLaidOutAnew: false)
    #expect(ready == "" && flow.place(columns: 6) == nil)
    #expect(flow.take("ghijklmn") == "")
    #expect(flow.take("\nabcdefg") == "efghijklmn\nabcdef")
  }
}

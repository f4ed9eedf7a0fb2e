@testable import AgentExtract
import Testing

struct DelimitedParserTests {
  private func rows(_ pieces: String..., delimiter: Unicode.Scalar = ",") -> [[String]] {
    var parser = DelimitedParser(delimiter: delimiter)
    var rows: [[String]] = []
    for piece in pieces { parser.feed(piece) { rows.append($0) } }
    parser.finish { rows.append($0) }
    return rows
  }

  @Test(arguments: [
    ("", []), ("a", [["a"]]), ("a\n", [["a"]]), ("\n\n", [[""], [""]]), ("a,\n,b", [["a", ""], ["", "b"]]),
    ("\"a\"\"b\",c", [["a\"b", "c"]]), ("\"a\nb\"\n", [["a\nb"]]), ("a\"b\",c", [["a\"b\"", "c"]]),
    ("\"a\"b,c", [["ab", "c"]]), ("\"a\"\"", [["a\""]]), ("\"\",x", [["", "x"]]),
    ("\"open,\n", [["open,\n"]]),
    ("\u{301},\u{301}", [["\u{301}", "\u{301}"]]), ("ä;ö,ü\n日,本", [["ä;ö", "ü"], ["日", "本"]]),
  ])
  func rows(_ text: String, _ expected: [[String]]) {
    #expect(rows(text) == expected)
    // Cut between any two characters, it is the same.
    for index in text.unicodeScalars.indices {
      #expect(rows(String(text[..<index]), String(text[index...])) == expected)
    }
  }

  @Test func delimitersNeedNotBeASCII() {
    #expect(rows("a§b\n\"c§\"§d", delimiter: "§") == [["a", "b"], ["c§", "d"]])
    // The first byte of the delimiter alone is none.
    #expect(rows("a¨b§c", delimiter: "§") == [["a¨b", "c"]])
  }
}

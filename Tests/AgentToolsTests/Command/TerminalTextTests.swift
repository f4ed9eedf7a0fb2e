import Testing

@testable import AgentTools

@Suite struct TerminalTextTests {
  /// What is printed, and what a person would see of it.
  static let cases: [(String, String)] = [
    ("plain\n", "plain\n"), ("no end", "no end"), ("two\r\nlines\r\n", "two\nlines\n"),
    ("10 %\r20 %\r100 %\n", "100 %\n"), ("\u{1b}[1;31mred\u{1b}[0m\n", "red\n"),
    ("\u{1b}]0;title\u{07}text\n", "text\n"),
    ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\\n", "link\n"),
    ("\u{1b}Pq#0;1\u{1b}\\after\n", "after\n"), ("\u{1b}(Bcharset\n", "charset\n"),
    ("\u{1b}=keypad\n", "keypad\n"),
    ("ab\u{08}c\n", "ac\n"), ("aé\u{08}c\n", "ac\n"), ("\u{08}\u{08}x\n", "x\n"),
    ("a\u{07}b\u{00}c\u{7f}\n", "abc\n"), ("tab\there\n", "tab\there\n"), ("\u{1b}[2Jcleared\n", "cleared\n"),
    ("\u{1b}\u{1b}[mx\n", "x\n"), ("gone\r\n\n", "gone\n\n"), ("\u{1b}", ""), ("ä🙂\n", "ä🙂\n"),
  ]

  /// However it is cut into pieces.
  @Test(arguments: cases.indices, [1, 2, 3, 100])
  func whatAPersonSees(_ index: Int, _ size: Int) {
    let (printed, seen) = Self.cases[index]
    var text = TerminalText()
    var bytes: [UInt8] = []
    var rest = Array(printed.utf8)[...]
    while !rest.isEmpty {
      bytes += text.take(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    bytes += text.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == seen)
  }

  @Test func aLineWithoutEndIsNotKept() {
    var text = TerminalText()
    let settled = text.take([UInt8](repeating: 0x61, count: 3 * TerminalText.lineLimit + 10))
    #expect(settled.count == 3 * TerminalText.lineLimit)
    #expect(text.finish().count == 10)
  }
}

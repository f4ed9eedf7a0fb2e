import AgentSystem
import Testing

struct TerminalTests {
  @Test(arguments: [
    ("plain é日😀\n\ttab", "plain é日😀\n\ttab"), ("\u{1b}[31mred", "^[[31mred"), ("a\rb", "a^Mb"),
    ("a\r\nb", "a^M\nb"),
    ("\u{0}\u{7}\u{8}", "^@^G^H"), ("\u{7f}", "^?"), ("\u{9b}31m", "\u{fffd}31m"), ("\u{85}", "\u{fffd}"),
    ("\u{1b}]0;title\u{7}", "^[]0;title^G"), ("e\u{301}\u{1}", "e\u{301}^A"), ("", ""), ("\u{a0}", "\u{a0}"),
  ])
  func sanitized(text: String, safe: String) {
    #expect(Array(Terminal.sanitized(text).utf8) == Array(safe.utf8))
  }

  @Test("nothing below 0x20 but tab and newline, no DEL and no C1 gets through")
  func allControls() {
    for value in 0..<0x100 as Range<UInt32> {
      let text = Terminal.sanitized(String(Character(Unicode.Scalar(value)!)))
      let isSafe = text.unicodeScalars.allSatisfy {
        ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value)) || $0 == "\n" || $0 == "\t"
      }
      #expect(isSafe, "U+\(String(value, radix: 16))")
    }
  }

  @Test func factsWhereThereIsNoTerminal() throws {
    let null = try Descriptor(opening: "/dev/null", 2)
    #expect(!Terminal.isTerminal(null.raw))
    #expect(Terminal.width(null.raw) == 80)
    #expect(!Terminal.isTerminal(-1))
  }
}

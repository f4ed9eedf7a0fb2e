@testable import AgentExtract
import Testing

struct ControlCharactersTests {
  @Test(arguments: [
    ("a\u{1b}[31mb", "a[31mb"), ("a\0b", "ab"), ("a\tb\n", "a\tb\n"), ("\u{9b}31m", "31m"), ("é\u{7f}", "é"),
    ("À", "À"),
  ])
  func nothingReachesATerminal(_ text: String, _ expected: String) {
    #expect(ControlCharacters.removed(from: text) == expected)
  }
}

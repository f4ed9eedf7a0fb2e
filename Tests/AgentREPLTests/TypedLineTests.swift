import AgentREPL
import Testing

@Suite struct TypedLineTests {
  @Test(arguments: [
    ("", TypedLine.blank), (" \t\n", .blank), ("hello", .prompt("hello")), ("  a b \n", .prompt("a b")),
    ("!ls -l", .shell("ls -l")), ("! ls", .shell("ls")), ("| wc -l", .pipe("wc -l")), ("exit", .leave),
    ("quit ", .leave), ("exit now", .prompt("exit now")), ("/", .prompt("/")),
    ("/usr/bin/env what is it?", .prompt("/usr/bin/env what is it?")), ("//a", .prompt("//a")),
    ("é", .prompt("é")), ("!\u{301}x", .shell("\u{301}x")),
  ])
  func aLineIsToldByItsFirstCharacter(_ line: String, _ meaning: TypedLine) {
    #expect(TypedLine(line) == meaning)
  }

  @Test(arguments: [
    ("/help", "help", [], nil as String?), ("/load_session  2026 ", "load_session", ["2026"], nil),
    (#"/memory add "two words" it\'s"#, "memory", ["add", "two words", "it's"], nil),
    ("/extract a.pdf | sum it up", "extract", ["a.pdf"], "sum it up"),
    (#"/x 'a | b'|c"#, "x", ["a | b"], "c"), ("/x |", "x", [], ""), ("/x ''", "x", [""], nil),
  ])
  func aSlashLineHasWords(_ line: String, _ name: String, _ words: [String], _ prompt: String?) {
    guard case .slash(let slash) = TypedLine(line) else {
      Issue.record("no slash line: \(line)")
      return
    }
    #expect(slash.name == name && slash.words == words && slash.prompt == prompt && slash.isWhole)
  }

  @Test func anOpenQuoteIsSeen() {
    guard case .slash(let slash) = TypedLine("/x 'a") else {
      Issue.record("no slash line")
      return
    }
    #expect(!slash.isWhole)
  }
}

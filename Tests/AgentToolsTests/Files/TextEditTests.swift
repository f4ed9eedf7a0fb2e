import AgentCore
import Testing

@testable import AgentTools

@Suite struct TextEditTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let old: String
    let new: String
    var all = false
    let result: String
    var testDescription: String { "\(text.debugDescription): \(old.debugDescription)" }
  }

  @Test(arguments: [
    Case(text: "one two", old: "two", new: "2", result: "one 2"),
    Case(text: "a\nb\n", old: "a\nb", new: "c", result: "c\n"),
    Case(text: "x", old: "x", new: "", result: ""),
    Case(text: "aXbXc", old: "X", new: "--", all: true, result: "a--b--c"),
    Case(text: "aaaa", old: "aa", new: "b", all: true, result: "bb"),
    // CR LF stays, whether the lines looked for have it or not.
    Case(text: "a\r\nb\r\nc\r\n", old: "a\nb", new: "x\ny\nz", result: "x\r\ny\r\nz\r\nc\r\n"),
    Case(text: "a\r\nb\r\n", old: "a\r\nb", new: "x\r\ny", result: "x\r\ny\r\n"),
    Case(text: "a\r\nb\r\n", old: "b", new: "x\ny", result: "a\r\nx\r\ny\r\n"),
    Case(text: "a\r\nb\r\n", old: "\nb", new: "\nc", result: "a\r\nc\r\n"),
    Case(text: "a\nb\r\nc\n", old: "b\nc", new: "x\ny", result: "a\nx\ny\n"),
    Case(text: "\u{feff}a\n", old: "a", new: "b", result: "\u{feff}b\n"),
    Case(text: "\u{feff}a\n", old: "\u{feff}a", new: "b", result: "\u{feff}b\n"),
    Case(text: "naïve café", old: "café", new: "tea", result: "naïve tea"),
  ])
  func replaces(_ one: Case) throws {
    let edit = TextEdit(old: one.old, new: one.new, replacesAll: one.all)
    let result = try edit.apply(to: Array(one.text.utf8), of: "f")
    #expect(Array(result) == Array(one.result.utf8))
  }

  @Test(arguments: [
    ("let x = 1\nlet y = 2\n", "let  x = 1", "line 1 comes nearest: let x = 1"),
    ("a\n\tindented line\n", "    indented line\nmore", "line 2 differs only in blanks"),
    ("completely other\n", "zzzz", "read the file again"), ("", "x", "read the file again"),
    ("x\nab\nab\n", "ab", "in lines 2, 3"),
    (String(repeating: "q\n", count: 12), "q", "12 times, in lines 1, 2, 3"),
    ("x", "", "is empty"),
  ])
  func saysWhatIsWrong(_ text: String, _ old: String, _ words: String) {
    let error = #expect(throws: AgentError.self) {
      try TextEdit(old: old, new: "n", replacesAll: false).apply(to: Array(text.utf8), of: "f")
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }
}

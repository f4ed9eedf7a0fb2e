import AgentJSON
import AgentREPL
import Testing

@Suite struct LineAssemblerTests {
  @Test(
    arguments: [
      (["a"], ["a"]), ([#"a\"#, "b"], ["a\nb"]), ([#"a\\"#], [#"a\\"#]),
      ([#"a\"#, #"b\"#, "c", "d"], ["a\nb\nc", "d"]),
      (["sum <<END", "x", "END ", "END", "y"], ["sum\nx\nEND ", "y"]), (["1<<EOF"], ["1<<EOF"]),
      (["<<E", "E"], [""]), (["a << b"], ["a << b"]), ([""], [""]),
      // The shell reads its here-documents itself.
      (["!cat <<E", "x", "E", "y"], ["!cat <<E\nx\nE", "y"]),
      ([" | cat <<E", "E"], [" | cat <<E\nE"]), ([#"!a \"#, "<<E", "E"], [#"!a \"# + "\n<<E\nE"]),
    ] as [([String], [String])])
  func linesAreJoined(_ lines: [String], _ wholes: [String]) {
    var assembler = LineAssembler()
    #expect(lines.compactMap { assembler.take($0) } == wholes)
    #expect(!assembler.isOpen && assembler.finish() == nil)
  }

  @Test func whatIsOpenCanBeEnded() {
    var assembler = LineAssembler()
    #expect(assembler.take("a <<X") == nil)
    #expect(assembler.take("b") == nil)
    #expect(assembler.isOpen)
    #expect(assembler.finish() == "a\nb")
    #expect(!assembler.isOpen)
  }
}

@Suite struct MentionsTests {
  @Test(
    arguments: [
      ("read @a.txt", [["a.txt"]]), ("@a, and (@b.md)!", [["a,", "a"], ["b.md)!", "b.md)", "b.md"]]),
      ("a@b.c", []),
      (#"see @"my file.txt" now"#, [["my file.txt"]]), ("@", []), ("@ x", []), ("x\n@y", [["y"]]),
      (#"@"open"#, []), (#"@a\ b.md x"#, [["a b.md"]]), (#"@a\"#, [[#"a\"#]]), ("@~/x", [["~/x"]]),
    ] as [(String, [[String]])])
  func pathsAreFound(_ text: String, _ paths: [[String]]) { #expect(Mentions.paths(in: text) == paths) }
}

@Suite struct ApprovalReplyTests {
  @Test(arguments: [
    ("y", ApprovalReply.allow), (" YES ", .allow), ("a", .always), ("no", .deny(reason: nil)),
    ("n, too risky", .deny(reason: "too risky")), ("n use ls", .deny(reason: "use ls")),
  ])
  func isUnderstood(_ text: String, _ reply: ApprovalReply) { #expect(ApprovalReply(text) == reply) }

  /// A sentence that was meant for the model allows nothing.
  @Test(arguments: [
    "", "maybe", "yeah", "nope", "y\u{301}", "a small change please", "always use tabs", "yes, but first",
    "y n", "a, then b",
  ])
  func allElseIsNone(_ text: String) {
    #expect(ApprovalReply(text) == nil)
  }

  @Test func isARecord() {
    #expect(
      ApprovalReply.deny(reason: "x").record(id: "a1").text
        == #"{"type":"approval.resolved","id":"a1","decision":"deny","reason":"x"}"#)
  }
}

@Suite struct HistoryTextTests {
  @Test(arguments: ["a", "a\nb", #"a\nb"#, #"\\"#, "é\u{301}\r", "ends in \\"])
  func anEntryComesBack(_ entry: String) throws {
    let line = try #require(HistoryText.line(entry))
    #expect(!line.utf8.contains(0x0a))
    #expect(HistoryText.entries(Array((line + "\n").utf8)) == [entry])
  }

  @Test func someAreNotKept() {
    #expect(HistoryText.line(" secret") == nil && HistoryText.line("") == nil)
    for secret in ["/config api_key=x", "/config set api_key x", "/tool mcp add a PASSWORD=x"] {
      #expect(HistoryText.line(secret) == nil)
    }
    #expect(HistoryText.line("/config get api_key") != nil && HistoryText.line("my token=x") != nil)
    #expect(HistoryText.line(String(repeating: "x", count: 1 << 20)) == nil)
    let many = (0..<3000).map { "\($0)\n" }.joined()
    #expect(HistoryText.entries(Array(many.utf8)).count == HistoryText.limit)
    #expect(HistoryText.entries(Array(many.utf8)).last == "2999")
  }
}

@Suite struct NoteTextTests {
  @Test(arguments: [
    ("ls -l", "ls -l"), ("a\n* may this run?", "a\n  * may this run?"), ("x\u{202e}y", "x<U+202E>y"),
    ("a\u{2028}b\u{2066}c", "a<U+2028>b<U+2066>c"), ("é\u{301} 👩‍👩‍👧", "é\u{301} 👩‍👩‍👧"),
  ])
  func looksLikeNothingElse(_ text: String, _ plain: String) { #expect(NoteText.plain(text) == plain) }
}

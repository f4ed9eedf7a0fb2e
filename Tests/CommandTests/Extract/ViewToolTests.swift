import AgentTesting
import Testing

/// `agent-extract --tool view`, as agent-turn calls it.
@Suite struct ViewToolTests {
  let directory = TestDirectory()

  func view(_ arguments: String) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-extract", in: directory).run("--tool", "view", stdin: Array(arguments.utf8))
  }

  @Test func aDocumentIsMarkdown() throws {
    try directory.write("work/page.html", "<h1>Title</h1><p>one <b>two</b></p>")
    let result = try view(#"{"source":"page.html"}"#)
    #expect(result.status == 0)
    #expect(result.output == "# Title\n\none **two**\n")
  }

  @Test func aFolderIsATree() throws {
    try directory.write("work/sub/a.txt", "the contents")
    let result = try view(#"{"source":"sub"}"#)
    #expect(result.output.contains("a.txt") && !result.output.contains("the contents"))
  }

  @Test func linesAreChosenByNumberOrWords() throws {
    try directory.write("work/n.txt", (1...40).map { "line \($0)\n" }.joined())
    #expect(try view(#"{"source":"n.txt","start_at_line":39}"#).output == "line 39\nline 40\n")
    let found = try view(#"{"source":"n.txt","search_query":"line 30"}"#).lines
    #expect(found.first == "--- search result 1/1: lines 20-40 ---")
    #expect(found.count == 22)
    #expect(
      try view(#"{"source":"n.txt","search_query":"nowhere"}"#).output == "No line has these words: nowhere\n"
    )
  }

  @Test(arguments: [(#"{"source":"none"}"#, 66), ("{}", 64), ("no json", 65)])
  func badInput(_ arguments: String, _ status: Int32) throws {
    let result = try view(arguments)
    #expect(result.status == status)
    #expect(result.stdout.isEmpty && !result.stderr.isEmpty)
  }
}

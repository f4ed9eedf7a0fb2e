import AgentJSON
import AgentTesting
import Testing

struct ExtractTests {
  @Test func oneInputPrintsOnlyItsContent() throws {
    let directory = TestDirectory()
    try directory.write("work/a.py", "print(1)\n")
    let result = try BuiltCommand("agent-extract", in: directory).run("a.py")
    #expect(result.output == "print(1)\n" && result.status == 0 && result.errors.isEmpty)
  }

  @Test func severalInputsStandUnderTheirPaths() throws {
    let directory = TestDirectory()
    try directory.write("work/a.py", "print(1)\n")
    try directory.write("work/b.txt", "text")
    let command = BuiltCommand("agent-extract", in: directory)
    #expect(
      try command.run("a.py", "b.txt").output == "# a.py\n\n```python\nprint(1)\n```\n\n# b.txt\n\ntext\n")
    #expect(try command.run(".").output == "# a.py\n\n```python\nprint(1)\n```\n\n# b.txt\n\ntext\n")
    #expect(
      try command.run("--format", "text", "b.txt", "b.txt").output == "b.txt\n\ntext\n\nb.txt\n\ntext\n")
  }

  @Test func standardInputIsToldByContent() throws {
    let directory = TestDirectory()
    let command = BuiltCommand("agent-extract", in: directory)
    #expect(try command.run("-", stdin: Array("<html><h1>A</h1>".utf8)).output == "# A\n")
    #expect(try command.run("--type", "text/plain", "-", stdin: Array("<html>".utf8)).output == "<html>\n")
    #expect(
      try command.run("-", stdin: [0x61, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x0a, 0x62, 0x0a]).output
        == "a[31m\nb\n")
  }

  @Test func optionLikeNamesAreNames() throws {
    let directory = TestDirectory()
    try directory.write("work/-rf.txt", "x\n")
    #expect(try BuiltCommand("agent-extract", in: directory).run("--", "-rf.txt").output == "x\n")
  }

  @Test func outputEndsAfterTokens() throws {
    let text = String(repeating: "word ", count: 500)
    let directory = TestDirectory()
    let result = try BuiltCommand("agent-extract", in: directory).run(
      "--max-tokens", "10", "-", stdin: Array(text.utf8))
    #expect(result.status == 0)
    #expect(result.output.split(separator: " ").count <= 13)
    #expect(result.errors.contains("10 tokens"))
  }

  @Test(arguments: ["text", "json", "ndjson"])
  func formatsAreListed(_ format: String) throws {
    let directory = TestDirectory()
    let result = try BuiltCommand("agent-extract", in: directory).run("--formats", "--format", format)
    #expect(result.status == 0 && result.output.contains("docx"))
    if format == "json" { #expect(try JSON(parsing: result.stdout).array?.isEmpty == false) }
  }

  @Test func whatIsMissingIsNamed() throws {
    let directory = TestDirectory()
    let command = BuiltCommand("agent-extract", in: directory, environment: ["PATH": directory.work])
    let list = try command.run("--formats")
    #expect(list.output.contains("needs poppler-utils"))
    let result = try command.run("-", stdin: Array("%PDF-1.4\n".utf8))
    #expect(result.status == 69 && result.errors.contains("poppler-utils"))
  }
}

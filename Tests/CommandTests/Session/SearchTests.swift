import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct SessionSearchTests {
  /// A session with the turn of ``SessionTool``: "What is in x?", a call of read, "Two lines".
  private func make(_ tool: SessionTool, title: String? = nil) throws -> String {
    let id = try tool.make(title: title)
    try tool.append(id, SessionTool.turn)
    return id
  }

  @Test func formats() throws {
    let tool = SessionTool()
    let id = try make(tool, title: "lines of \u{1b}[31mx")
    let text = try tool.run("search", "two", "lines")
    #expect(text.status == 0 && text.errors.isEmpty)
    #expect(text.lines.first?.hasPrefix("\(id)  20") == true)
    #expect(text.lines.first?.contains("  turn 1  assistant  lines of") == true)
    #expect(text.lines.dropFirst().first == "    [Two] [lines]", "\(text.output)")
    #expect(!text.output.contains("\u{1b}"))
    let colored = try tool.run("search", "two", "lines", "--color", "always")
    #expect(colored.output.contains("\u{1b}[1mTwo\u{1b}[0m"))
    let records = try tool.run("search", "-j", "two lines").values
    let record = try #require(records.first)
    #expect(record["type"] == "document" && record["v"] == 1 && record["part"] == 1)
    #expect(record["session"]?.string == id && record["turn"] == 1 && record["role"] == "assistant")
    #expect(record["doc"]?.string == "\(id)/1" && record["seq"] == 4)
    #expect(record["text"] == "Two lines")
    #expect(record["marks"] == [[0, 3], [4, 9]])
    #expect(record["created"]?.string?.hasSuffix("Z") == true)
    #expect(
      try JSON(parsing: try tool.run("search", "--format", "json", "two lines").output).array == records)
    #expect(try tool.run("search", "-0", "two lines").output == "\(id)\0")
    // The question from standard input.
    #expect(try tool.run("search", "-j", stdin: "two lines\n").values == records)
    #expect(try tool.run("search", "-j", "-", stdin: "two lines\n").values == records)
  }

  @Test func filters() throws {
    let tool = SessionTool()
    let first = try make(tool)
    let second = try make(tool)
    func found(_ arguments: String...) throws -> [String] {
      try tool.command.run(["search", "-j", "x"] + arguments).values.compactMap { $0["session"]?.string }
    }
    #expect(try Set(found()) == [first, second])
    #expect(try found("--session", first) == [first])
    #expect(try Set(found("--session", first, "--session", "@-1")) == [first, second])
    #expect(try found("--limit", "1").count == 1)
    #expect(try found("--since", "1h").count == 2)
    #expect(try found("--since", "2999-01-01").isEmpty)
    #expect(try found("--until", "1h").isEmpty)
    #expect(
      try tool.run("search", "-j", "what", "--role", "user").values.map { $0["role"] } == ["user", "user"])
    #expect(
      try tool.run("search", "-j", "first second", "--role", "tool", "--role", "title").lines.count == 2)
    #expect(try tool.run("search", "x", "--role", "model").status == 64)
    #expect(try tool.run("search", "x", "--limit", "0").status == 64)
    #expect(try tool.run("search", "x", "--since", "soon").status == 64)
    #expect(try tool.run("search", "x", "--session", "nosuch").status == 66)
    #expect(try tool.run("search", " ").status == 64)
    #expect(try tool.run("search", String(repeating: "long ", count: 3000)).status == 65)
  }

  @Test func nothingIsFound() throws {
    let tool = SessionTool()
    #expect(try tool.run("search", "x").status == 1)
    #expect(!Files.exists(tool.directory.runtime))
    _ = try make(tool)
    let result = try tool.run("search", "nosuchword")
    #expect(result.status == 1 && result.output.isEmpty && result.errors.isEmpty)
    #expect(try tool.run("search", "--format", "json", "nosuchword").output == "[]\n")
    // Any text is a question.
    for question in [#"""#, #"" AND ("#, "NEAR(x", "*", "title:", "x'; --", "-x", "^x"] {
      #expect(try [0, 1].contains(tool.run("search", "--", question).status), "\(question)")
    }
  }

  @Test func whatCannotBeReadIsTold() throws {
    let tool = SessionTool()
    let id = try make(tool)
    try Files.makeDirectory("\(tool.directory.runtime)/sessions/20260101T000000.000Z-aaaa.ndjson")
    let result = try tool.run("search", "-0", "lines")
    #expect(result.status == 2 && result.output == "\(id)\0" && result.errorLines.count == 1)
    let records = try tool.run("search", "-j", "lines").values
    #expect(records.map { $0["type"]?.string } == ["document", "error", "error"])
    #expect(records.last?["exit"] == 2)
  }

  /// The bytes of the index and its log.
  private static func index(_ tool: SessionTool) throws -> [[UInt8]] {
    try ["", "-wal"].map { try Files.read("\(tool.directory.runtime)/cache/index.db\($0)") }
  }

  /// One that deletes, forks, imports or archives is followed at once.
  @Test func followsWhatOtherCommandsDo() throws {
    let tool = SessionTool()
    let id = try make(tool, title: "one")
    func found() throws -> Set<String> {
      Set(try tool.run("search", "-j", "what lines").values.compactMap { $0["session"]?.string })
    }
    #expect(try found() == [id])
    let fork = try #require(try tool.run("fork", id).lines.first)
    #expect(try found() == [id, fork])
    let exported = try tool.run("export", id).output
    let before = try Self.index(tool)
    #expect(try tool.run("delete", "-n", id).status == 0)
    #expect(try Self.index(tool) == before)
    #expect(try tool.run("delete", "--yes", id).status == 0)
    #expect(try found() == [fork])
    let index = "\(tool.directory.runtime)/cache/index.db"
    #expect(!String(decoding: try Files.read(index), as: UTF8.self).contains(id))
    #expect(try tool.run("import", stdin: exported).lines == [id])
    #expect(try found() == [fork, id])
    try tool.append(id, [SessionTool.note("pumpernickel")])
    #expect(try tool.run("search", "-0", "pumpernickel").output == "\(id)\0")
    try Files.remove(index)
    #expect(try found() == [fork, id])
  }

  /// A directory that nobody may write is answered from memory, which is told.
  @Test func aReadOnlyDirectoryAnswers() throws {
    let tool = SessionTool()
    let id = try make(tool)
    // Mounted read-only, so that root may not write either.
    let script = """
      mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$0" search -0 lines
      """
    let result = try BuiltCommand("/usr/bin/unshare", in: tool.directory).run(
      ["-Urm", "/bin/bash", "-c", script, tool.command.executable, tool.directory.runtime])
    if result.errors.contains("unshare failed") || result.errors.contains("mount:") { return }
    #expect(result.status == 0 && result.output == "\(id)\0", "\(result.errors)")
    #expect(result.errorLines.count == 1 && result.errors.contains("without the index"))
  }
}

import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct SessionExportImportTests {
  @Test func aLogGoesToAnotherMachine() throws {
    let (here, there) = (SessionTool(), SessionTool())
    let id = try here.make(title: "t")
    try here.append(id, SessionTool.turn)
    let exported = try here.run("export", id)
    #expect(exported.stdout == (try here.log(id)))
    let imported = try there.command.run(["import"], stdin: exported.stdout)
    #expect(imported.lines == [id])
    #expect(try there.log(id) == (try here.log(id)))
    let again = try there.command.run(["import", "-", "--title", "copy"], stdin: exported.stdout)
    #expect(again.status == 0)
    #expect(again.lines != [id])
    #expect(try there.run("show", "copy", "-j").lines.count == 5)
  }

  @Test func seedSessions() throws {
    let tool = SessionTool()
    let seed =
      #"[{"type":"user_message","content":"Hi","timestamp":"20260102T030405.678"},{"type":"assistant_message","content":"Hello."},{"type":"future_message","content":"?"}]"#
    let path = try tool.directory.write("work/old.json", seed)
    let imported = try tool.run("import", path)
    #expect(imported.status == 0)
    #expect(imported.errorLines.count == 1)
    let id = try #require(imported.lines.first)
    let shown = try tool.run("show", id).output
    #expect(shown.contains("> Hi") && shown.contains("Hello."))
    let exported = try JSON(parsing: try tool.run("export", id, "--format", "seed").output)
    #expect(exported.array?.map { $0["content"]?.string } == ["Hi", "Hello."])
    #expect(try tool.run("export", id, "--format", "md").output.contains("Hello."))
  }

  @Test(arguments: ["", "hello", "{\"a\":1}", "[{\"no\":\"type\"}]"])
  func whatIsNoSession(_ text: String) throws {
    let tool = SessionTool()
    let path = try tool.directory.write("work/in", text)
    let result = try tool.run("import", path)
    #expect(result.status == 65)
    #expect(result.errorLines.count == 1)
    #expect(try tool.run("list", "-j").lines.isEmpty)
  }

  @Test func aFileThatIsNotThere() throws {
    #expect(try SessionTool().run("import", "nowhere").status == 66)
  }

  @Test func whatIsNoLogIsNotExported() throws {
    let tool = SessionTool()
    let path = try tool.directory.write("work/x.ndjson", "hello\nworld\n")
    for format in ["ndjson", "seed", "md"] {
      let result = try tool.run("export", path, "--format", format)
      #expect(result.status == 65)
      // Who asks for records gets the error as one.
      #expect(result.values.map { $0["exit"]?.int } == (format == "ndjson" ? [65] : []))
      #expect(result.errorLines.count == 1)
    }
  }

  /// An export has no blobs: that is told on both sides.
  @Test func missingBlobsAreToldOneByOne() throws {
    let (here, there) = (SessionTool(), SessionTool())
    let id = try here.make()
    try here.append(id, [SessionTool.note(String(repeating: "long ", count: 400_000))])
    let exported = try here.run("export", "-v", id)
    #expect(exported.status == 0)
    #expect(exported.errors.contains("1 blob"))
    let imported = try there.command.run(["import"], stdin: exported.stdout)
    #expect(imported.status == 2)
    #expect(imported.lines == [id])
    #expect(imported.errorLines.count == 1)
    let digest = try #require(try Files.list("\(here.directory.runtime)/blobs").first)
    #expect(imported.errors.contains(digest))
    try there.directory.write(
      "runtime/blobs/\(digest)", try Files.read("\(here.directory.runtime)/blobs/\(digest)"))
    #expect(try there.run("fsck", id).status == 0)
  }

  @Test func hintsForWhatIsNearlyASession() throws {
    let tool = SessionTool()
    let directory = try tool.run("import", ".")
    #expect(directory.status == 65)
    #expect(directory.errors.contains("directory"))
    let wrapped = try tool.run("import", stdin: #"{"messages":[{"type":"user_message","content":"x"}]}"#)
    #expect(wrapped.status == 65)
    #expect(wrapped.errors.contains("jq .messages"))
    let odd = try tool.run(
      "import", stdin: #"[{"type":"user_message","content":"x"},{"type":"user_message","content":5}]"#)
    #expect(odd.status == 65)
    #expect(odd.errors.contains("message 2"))
    #expect(
      try tool.run("import", stdin: "\u{feff}[{\"type\":\"user_message\",\"content\":\"x\"}]").status == 0)
  }
}

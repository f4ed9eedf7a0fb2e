import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct MemoryExportTests {
  private func filled() throws -> MemoryTool {
    let tool = MemoryTool()
    try tool.add([
      #"{"id":"a","text":"one\n\ntwo","title":"t","scope":"team/x","kind":"fact","timestamp":"2024-05-06T07:08:09Z","source":"talk","meta":{"x":1.50}}"#,
      #"{"id":"b","text":"Ann: hello","source":"talk","pinned":true,"expires":"2099-01-01T00:00:00Z"}"#,
      #"{"id":"c","text":"gone"}"#,
    ])
    _ = try tool.run("add", "--key", "k", "old")
    _ = try tool.run("add", "--key", "k", "new")
    _ = try tool.run("edit", "a", "one more")
    _ = try tool.run("delete", "c")
    return tool
  }

  @Test(arguments: [[], ["--all"]]) func comesBackByteForByte(_ options: [String]) throws {
    let tool = try filled()
    let first = try tool.command.run(["export"] + options)
    #expect(first.lines.count == (options.isEmpty ? 3 : 6))
    let other = MemoryTool()
    let imported = try other.run("import", stdin: first.output)
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(try other.command.run(["export"] + options).stdout == first.stdout)
    #expect(try other.isSound())
    // Again it changes nothing.
    #expect(try other.run("import", stdin: first.output).status == 0)
    #expect(try other.command.run(["export"] + options).stdout == first.stdout)
  }

  @Test func markdownComesBack() throws {
    let tool = try filled()
    #expect(try tool.run("export", "--format", "md", "notes").status == 0)
    let other = MemoryTool()
    let folder = tool.directory.path("work/notes")
    #expect(try Files.list(folder) == ["global.md", "team%2fx.md"])
    #expect(try other.run("import", folder).status == 0)
    let sorted: (MemoryTool) throws -> [String] = { try $0.run("export").lines.sorted() }
    #expect(try sorted(other) == sorted(tool))
  }

  @Test func thePredecessorsFileComesBack() throws {
    let tool = MemoryTool()
    let file =
      #"{"type":"memory","settings":{"precision":5},"messages":[{"id":"x1","content":"text","title":"","source":"manual","timestamp":"20260102T030405.678901","metadata":{}}]}"#
    try tool.directory.write("work/memory.json", file)
    #expect(try tool.run("import", "memory.json").status == 0)
    #expect(try JSON(parsing: tool.run("export", "--format", "seed").stdout)["messages"]?[0]?["id"] == "x1")
    #expect(
      try JSON(parsing: tool.run("export", "--format", "seed").stdout)["messages"]?[0]?["timestamp"]
        == "20260102T030405.678901")
  }

  @Test func aBackupIsAWholeStore() throws {
    let tool = try filled()
    #expect(try tool.run("backup", "copy.db").status == 0)
    let other = MemoryTool()
    try other.directory.write("runtime/memory.db", try Files.read(tool.directory.path("work/copy.db")))
    #expect(try other.run("export", "--all").stdout == tool.run("export", "--all").stdout)
    #expect(try tool.run("backup", "copy.db").status == 73)
    #expect(try other.isSound())
  }
}

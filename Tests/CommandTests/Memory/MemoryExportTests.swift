import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
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

  /// What cannot be read is told by its place, and nothing is taken.
  @Test(arguments: [
    (#"{"type":"memory","messages":[{"id":"a","content":"x"},{"id":"b"}]}"#, "entry 1"),
    ("{\"text\":\"one\"}\n{\"text\":\"two\",\"scope\":\"/bad\"}\n", "line 2"),
  ])
  func whatCannotBeImportedIsTold(_ file: String, _ place: String) throws {
    let tool = MemoryTool()
    let result = try tool.run("import", stdin: file)
    #expect(result.status == 65 && result.errors.contains(place))
    #expect(try tool.run("list").output.isEmpty)
  }

  /// Notes that nobody of us has written.
  @Test func aFolderOfMarkdownIsRead() throws {
    let tool = MemoryTool()
    let notes = [
      "a.md": "---\nid: x\n---\nintro\n\n# The Harbour\n\ntext of a", "b.md": "just b\r\n", "empty.md": "\n",
      "deep/c.md": "# scope\nin a folder", ".hidden/d.md": "hidden", "e.txt": "no Markdown",
    ]
    for (name, text) in notes { try tool.directory.write("work/notes/\(name)", text) }
    #expect(symlink("/etc/passwd", tool.directory.path("work/notes/link.md")) == 0)
    #expect(try tool.run("import", "notes").output == "3 imported, 0 known already\n")
    #expect(try tool.run("import", "--format", "md", "notes").output == "0 imported, 3 known already\n")
    let records = try tool.run("list", "-j").values
    #expect(Set(records.compactMap { $0["title"]?.string }) == ["The Harbour", "b", "scope"])
    #expect(
      Set(records.compactMap { $0["text"]?.string }) == Set(["a.md", "b.md", "deep/c.md"].map { notes[$0] }))
    #expect(try tool.run("import", "notes/a.md").output == "0 imported, 1 known already\n")
    try tool.directory.write("work/notes/bad.md", [0x61, 0xff])
    #expect(try tool.run("import", "notes").status == 65)
  }

  /// What cannot be taken over is told once, and keeps neither the rest nor any command from going on.
  @Test func anOddFileOfThePredecessorIsTakenOver() throws {
    let tool = MemoryTool()
    let file =
      #"{"type":"memory","settings":{"x":1},"messages":[{"id":"a","content":"sound"},{"id":"b","content":[1]},null,"#
      + #"{"id":"c","content":""},{"id":7,"content":"numbered","timestamp":"no time"},{"content":"nameless"}]}"#
    try tool.directory.write("runtime/memory.json", file)
    let first = try tool.run("list", "-j")
    #expect(first.status == 0)
    #expect(Set(first.values.compactMap { $0["text"]?.string }) == ["sound", "", "numbered", "nameless"])
    #expect(first.errors.contains("not imported: entry 1, entry 2\n"))
    #expect(try tool.run("list").errors.isEmpty)
    #expect(try tool.run("doctor").output.contains("warning: "))
    #expect(try Files.read(tool.directory.path("runtime/memory.json")) == Array(file.utf8))
    #expect(try JSON(parsing: tool.run("export", "--format", "seed").stdout)["settings"]?["x"] == 1)
  }

  @Test(arguments: ["", "[", "[]", "{}", #"{"messages":1}"#])
  func aFileThatIsNoneIsLeft(_ text: String) throws {
    let tool = MemoryTool()
    try tool.directory.write("runtime/memory.json", text)
    let first = try tool.run("add", "something")
    #expect(first.status == 0 && first.errors.contains("memory.json"))
    #expect(try tool.run("list", "-j").values.count == 1)
  }

  /// Who made the store may have died before it took over what there was.
  @Test func aStoreThatIsEmptyTakesOver() throws {
    let tool = MemoryTool()
    try tool.run("config", "set", "max_tokens", "2000")
    try tool.directory.write("runtime/memory.json", #"{"messages":[{"id":"a","content":"sound"}]}"#)
    #expect(try tool.run("list", "-j").values.count == 1)
    try tool.run("delete", "--yes", "--purge", "a")
    #expect(try tool.run("list", "-j").values.isEmpty)
  }

  @Test func aBackupIsAWholeStore() throws {
    let tool = try filled()
    #expect(try tool.run("backup", "copy.db").status == 0)
    let other = MemoryTool()
    try other.directory.write("runtime/memory.db", try Files.read(tool.directory.path("work/copy.db")))
    #expect(try other.run("export", "--all").stdout == tool.run("export", "--all").stdout)
    #expect(try tool.run("backup", "copy.db").status == 73)
    #expect(try tool.run("backup", "nosuch/copy.db").status == 73)
    #expect(try other.isSound())
  }
}

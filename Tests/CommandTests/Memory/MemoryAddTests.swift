import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct MemoryAddTests {
  @Test func oneTextIsOneMemory() throws {
    let tool = MemoryTool()
    let result = try tool.run("add", "Ann", "likes", "tea", "--kind", "preference", "--title", "Ann")
    #expect(result.status == 0)
    let entry = try #require(try tool.run("get", result.lines[0], "-j").values.first)
    #expect(entry["type"] == "memory" && entry["text"] == "Ann likes tea" && entry["kind"] == "preference")
    #expect(try tool.run("get", "Ann").output == "Ann\n\nAnn likes tea\n")
    #expect(try tool.run("add", stdin: "several\nlines\n").status == 0)
    #expect(try tool.found("lines") == ["several\nlines"])
  }

  @Test(arguments: [["add", "--input", "ndjson"], ["add", "-j"]]) func aBatchIsAcknowledgedLineByLine(
    _ words: [String]
  ) throws {
    let tool = MemoryTool()
    let lines = [
      #"{"id":"a","text":"one","scope":"team","timestamp":"2024-05-06T07:08:09Z","source":"talk"}"#,
      #"{"text":"two","kind":"fact","meta":{"x":1}}"#, "",
      #"{"id":"a","text":"one","scope":"team","timestamp":"2024-05-06T07:08:09Z","source":"talk"}"#,
    ]
    let result = try tool.command.run(
      words + (words.contains("-j") ? [] : ["-j"]), stdin: Array(lines.joined(separator: "\n").utf8))
    #expect(result.status == 0)
    #expect(result.values.map { $0["type"]?.string } == ["ack", "ack", "ack"])
    #expect(result.values.map { $0["op"]?.string } == ["add", "add", "noop"])
    #expect(result.values[0]["id"] == "a" && result.values[2]["id"] == "a")
    #expect(result.errors.isEmpty)
    let entry = try tool.run("get", "a", "-j").values[0]
    #expect(
      entry["created"] == "2024-05-06T07:08:09.000Z" && entry["scope"] == "team" && entry["source"] == "talk")
  }

  /// Two projects have a README each, and what comes on standard input is another document each time.
  @Test(arguments: ["README.md", "-"]) func documentsOfOneNameAreKeptApart(_ name: String) throws {
    let tool = MemoryTool()
    for project in ["one", "two"] {
      let folder = tool.directory.path("work/\(project)")
      try Files.makeDirectory(folder, mode: 0o700)
      let record: JSON = [
        "type": "document", "v": 1, "text": .string("the lake of \(project)"), "doc": .string(name),
        "part": 1,
        "path": .string(name),
      ]
      let command = BuiltCommand("agent-memory", in: tool.directory, workingDirectory: folder)
      for operation in ["add", "noop"] {
        let result = try command.run(["add", "-j"], stdin: Array((record.text + "\n").utf8))
        #expect(result.values.map { $0["op"]?.string } == [operation])
      }
    }
    #expect(try Set(tool.found("lake")) == ["the lake of one", "the lake of two"])
  }

  @Test func aWrongLineIsNamedAndNothingIsIn() throws {
    let tool = MemoryTool()
    let result = try tool.run("add", "--input", "ndjson", stdin: "{\"text\":\"one\"}\n{\"text\":7}\n")
    #expect(result.status == 65)
    #expect(result.stdout.isEmpty)
    #expect(result.errors.contains("line 2, byte 15"))
    #expect(try tool.run("list", "-j").stdout.isEmpty)
  }

  @Test func textIsTextAndRecordsAreRecords() throws {
    let tool = MemoryTool()
    // Data that is merely JSON is text, unless NDJSON is spoken.
    #expect(try tool.run("add", stdin: #"{"text":"one"}"#).status == 0)
    #expect(try tool.found("one") == [#"{"text":"one"}"#])
    let document = #"{"type":"document","v":1,"text":"a lake","doc":"d1","part":2,"path":"x.md","page":3}"#
    #expect(try tool.run("add", stdin: document).status == 0)
    #expect(try tool.run("add", stdin: document).status == 0)
    let found = try tool.run("search", "-j", "lake").values
    #expect(found.count == 1)
    #expect(found[0]["source"] == "x.md" && found[0]["meta"]?["page"] == 3)
  }

  @Test func whatExtractGivesIsTaken() throws {
    let tool = MemoryTool()
    try tool.directory.write(
      "work/notes.md", "# Lakes\n\nBaikal is the deepest lake.\n\n# Rivers\n\nThe Nile is long.\n")
    let result = try BuiltCommand("/bin/bash", in: tool.directory).run([
      "-c",
      "'\(BuiltCommand.directory)/agent-extract' -j notes.md | '\(BuiltCommand.directory)/agent-memory' add -j",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      try tool.run("search", "-j", "deepest lake").values.first?["source"]?.string?.hasSuffix("notes.md")
        == true)
  }

  @Test(arguments: ["", "   \n"]) func nothingIsToldAsNothing(_ input: String) throws {
    let tool = MemoryTool()
    let result = try tool.run("add", stdin: input)
    #expect(result.status == 0)
    #expect(result.errorLines.count == 1)
    #expect(!Files.exists(tool.database))
  }

  @Test func filesAreForTheirOwnerOnly() throws {
    let tool = MemoryTool()
    _ = try BuiltCommand("/bin/bash", in: tool.directory).run([
      "-c", "umask 0; '\(tool.command.executable)' add text",
    ])
    for suffix in ["", "-wal", "-shm"] {
      #expect(try #require(try Files.status(tool.database + suffix)).st_mode & 0o777 == 0o600)
    }
  }
}

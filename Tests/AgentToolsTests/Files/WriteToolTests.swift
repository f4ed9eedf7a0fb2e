import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct WriteToolTests {
  let bench = ToolBench()

  @Test func makesAndReplacesFiles() throws {
    try bench.file("old.txt", "one\ntwo\n")
    let output = try bench.write(
      WriteTool(),
      [
        "writes": [
          ["file_path": "a/new.txt", "content": "x\ny\n"], ["file_path": "old.txt", "content": "one\n2\n"],
        ]
      ])
    #expect(output.succeeded)
    #expect(output.text.hasPrefix("created a/new.txt: 2 lines, 4 bytes\nchanged old.txt\n--- old.txt\n"))
    #expect(output.text.contains("\n-two\n+2\n"))
    #expect(try bench.text("a/new.txt") == "x\ny\n" && bench.text("old.txt") == "one\n2\n")
    let changes = output.itemFields["changes"]?.array ?? []
    // The directory that had to be made is one, too.
    #expect(changes.map { $0["kind"] } == ["add", "add", "update"])
    let work = bench.directory.path("work")
    #expect(changes.map { $0["path"]?.string } == ["\(work)/a", "\(work)/a/new.txt", "\(work)/old.txt"])
    #expect(changes.first?["after"]?["directory"] == true)
    #expect(changes.dropFirst().first?["before"] == .null)
    let blob = try #require(changes.last?["before"]?["blob"]?.string)
    #expect(try BlobStore(bench.directory.runtimeDirectory).get(blob) == Array("one\ntwo\n".utf8))
  }

  @Test func lineEndsAndTheMarkAreKept() throws {
    try bench.file("dos.txt", "\u{feff}a\r\nb\r\n")
    _ = try bench.write(WriteTool(), ["writes": ["file_path": "dos.txt", "content": "a\nc\n"]])
    #expect(try Array(bench.text("dos.txt").utf8) == Array("\u{feff}a\r\nc\r\n".utf8))
  }

  /// One that is refused leaves all as they are.
  @Test(arguments: ["../x", ".git/hooks/x", "/etc/x", "folder"])
  func aRefusalChangesNothing(_ path: String) throws {
    try bench.file("folder/x", "")
    try bench.file(".git/hooks/y", "")
    #expect(throws: AgentError.self) {
      try bench.write(
        WriteTool(),
        [
          "writes": [
            ["file_path": "good", "content": "x"], ["file_path": .string(path), "content": "x"],
          ]
        ])
    }
    #expect(!Files.exists(bench.directory.path("work/good")))
  }

  @Test func whatIsThereAlreadyIsNoChange() throws {
    try bench.file("same", "x")
    let output = try bench.write(WriteTool(), ["writes": ["file_path": "same", "content": "x"]])
    #expect(output.text.contains("already") && output.itemFields["changes"] == [])
  }

  @Test func nothingIsWrittenWhereNothingIsWritable() throws {
    let error = #expect(throws: AgentError.self) {
      try bench.run(WriteTool(), ["writes": ["file_path": "x", "content": "x"]])
    }
    #expect(error?.exitCode == .notPermitted && error?.hint?.contains("-w") == true)
  }
}

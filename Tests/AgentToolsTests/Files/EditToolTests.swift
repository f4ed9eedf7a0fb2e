import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentTools

@Suite struct EditToolTests {
  let bench = ToolBench()

  private func edit(_ file: String, _ old: String, _ new: String, all: Bool = false) -> JSON {
    [
      "file_path": .string(file), "old_string": .string(old), "new_string": .string(new),
      "replace_all": .bool(all),
    ]
  }

  @Test func editsFollowOneAnother() throws {
    try bench.file("a", "one two\n")
    try bench.file("b", "x x\n")
    let output = try bench.write(
      EditTool(),
      [
        "edits": [
          edit("a", "one", "three"), edit("b", "x", "y", all: true), edit("./a", "three two", "four"),
        ]
      ])
    #expect(output.succeeded)
    #expect(try bench.text("a") == "four\n" && bench.text("b") == "y y\n")
    #expect(output.itemFields["changes"]?.array?.count == 2)
  }

  /// The one that does not fit is named, and no file has changed.
  @Test func allOrNothing() throws {
    try bench.file("a", "one\n")
    try bench.file("b", "x x\n")
    let error = #expect(throws: AgentError.self) {
      try bench.write(EditTool(), ["edits": [edit("a", "one", "two"), edit("b", "x", "y")]])
    }
    #expect(error?.message.hasPrefix("edit 2 of 2: old_string was found 2 times, in lines 1, 1") == true)
    #expect(error?.message.hasSuffix("no file was changed") == true)
    #expect(try bench.text("a") == "one\n")
  }

  @Test func whatIsWrongIsTold() throws {
    try bench.file("a", "one\n")
    try bench.file("binary", "a\0one")
    for (request, words) in [
      (edit("none", "a", "b"), "no such file"), (edit("a", "one", "one"), "the same"),
      (edit("binary", "one", "b"), "not text"),
    ] {
      let error = #expect(throws: AgentError.self) { try bench.write(EditTool(), ["edits": request]) }
      #expect(error?.message.contains(words) == true)
    }
  }
}

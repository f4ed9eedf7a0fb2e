import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// What the runtime log is told.
@Suite struct MemoryEventTests {
  private func events(_ tool: MemoryTool) throws -> [JSON] {
    try tool.directory.read("runtime/logs/runtime.ndjson").split(separator: "\n").map {
      try JSON(parsing: String($0))
    }
  }

  @Test func eachCommandTellsOnceWhatItDid() throws {
    let tool = MemoryTool()
    try tool.add([#"{"id":"a","text":"one secret word"}"#, #"{"id":"b","text":"another"}"#])
    for arguments in [
      ["edit", "a", "a word"], ["pin", "a"], ["pin", "a"], ["delete", "b"], ["restore", "b"],
      ["config", "set", "max_tokens=900"], ["delete", "--purge", "--yes", "b"],
    ] {
      #expect(try tool.command.run(arguments).status == 0)
    }
    let told = try events(tool)
    #expect(
      told.map { $0["type"] } == [
        "memory.added", "memory.edited", "memory.pinned", "memory.deleted", "memory.restored",
        "memory.configured", "memory.purged",
      ])
    #expect(told[0]["ids"] == ["a", "b"] && told[0]["session"] == .null)
    #expect(told.compactMap { $0["seq"]?.int } == Array(1...7))
    #expect(try !tool.directory.read("runtime/logs/runtime.ndjson").contains("word"))
  }

  @Test func manyAreOneLineAndNothingIsNone() throws {
    let tool = MemoryTool()
    let lines = (0..<300).map { #"{"id":"n\#($0)","text":"line \#($0)"}"# }
    try tool.add(lines)
    try tool.add(lines)
    let told = try events(tool)
    #expect(told.count == 1)
    #expect(told[0]["count"] == 300 && told[0]["ids"] == nil)
  }
}

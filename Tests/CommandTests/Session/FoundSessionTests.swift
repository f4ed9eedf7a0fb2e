import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// JSON sessions of codex-agent-framework that lie in the runtime directory.
@Suite struct FoundSessionTests {
  private static let messages = """
    [{"type":"user_message","content":"hi","timestamp":"20250102T030405.678"},
     {"type":"assistant_message","content":"hello","timestamp":"20250102T030406.000"}]
    """

  private func found(_ name: String = "20250102_030405_678901.json", _ text: String = messages) throws
    -> SessionTool
  {
    let tool = SessionTool()
    try tool.directory.write("runtime/sessions/\(name)", text)
    return tool
  }

  @Test func areImportedOnceAndLeft() throws {
    let tool = try found()
    let first = try tool.run("list")
    #expect(first.status == 0 && first.lines.count == 1)
    #expect(first.errorLines.count == 1 && first.errors.contains("imported as"))
    #expect(try tool.directory.read("runtime/sessions/20250102_030405_678901.json") == Self.messages)
    let second = try tool.run("list", "-j")
    #expect(second.errors.isEmpty && second.lines.count == 1)
    let id = try #require(second.values.first?["id"]?.string)
    #expect(first.errors.contains(id))
    #expect(try tool.run("show", id).output.contains("hello"))
    #expect(second.values.first?["updated"] == "2025-01-02T03:04:06.000Z")
    // One that was deleted does not come back.
    #expect(try tool.run("delete", "--yes", id).status == 0)
    #expect(try tool.run("list", "-j").lines.isEmpty)
  }

  @Test func anImportThatWasCutShortIsNotDoneTwice() throws {
    let tool = try found()
    let id = try tool.run("list", "-0").output
    try Files.remove("\(tool.directory.runtime)/sessions/20250102_030405_678901.json.imported")
    #expect(try tool.run("list", "-0").output == id)
  }

  @Test func whatIsNoSessionIsToldOnce() throws {
    let tool = try found("notes.json", "{}")
    let first = try tool.run("list")
    #expect(first.status == 0 && first.output.isEmpty && first.errorLines.count == 1)
    #expect(try tool.run("list").errors.isEmpty)
  }

  @Test func manyProcessesImportItOnce() throws {
    let tool = try found()
    let results = Monitor([BuiltCommand.Result]())
    let threads = (0..<8).map { _ in
      Thread.start {
        if let result = try? tool.run("list") { results.update { $0.append(result) } }
      }
    }
    for thread in threads { thread.join() }
    let all = results.withLock { $0 }
    #expect(all.count == 8 && all.allSatisfy { $0.status == 0 })
    #expect(all.count { !$0.errors.isEmpty } == 1)
    #expect(try tool.run("list", "-j").lines.count == 1)
  }
}

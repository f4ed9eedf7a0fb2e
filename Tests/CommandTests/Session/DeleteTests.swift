import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct SessionDeleteTests {
  @Test func deletesSeveral() throws {
    let tool = SessionTool()
    let ids = try (0..<3).map { _ in try tool.make() }
    #expect(try tool.run("delete", "-n", ids[0]).status == 0)
    #expect(try tool.run("list", "-j").lines.count == 3)
    // Positions mean what they meant at the start.
    #expect(try tool.run("delete", "--yes", "@-1", "@-2").status == 0)
    #expect(try tool.run("list", "-0").output == "\(ids[0])\0")
    let told = try Files.read("\(tool.directory.runtime)/logs/runtime.ndjson")
    #expect(String(decoding: told, as: UTF8.self).contains("session.deleted"))
  }

  @Test func oneThatIsMissingLeavesTheOthersToBeDone() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let result = try tool.run("delete", "--yes", "absent", id)
    #expect(result.status == 2)
    #expect(result.errorLines.count == 1)
    #expect(try tool.run("list", "-j").lines.isEmpty)
    #expect(try tool.run("delete", "--yes", id).status == 66)
    #expect(try tool.run("delete").status == 64)
  }

  /// Each operand that failed is a record, and the last one has the exit status.
  @Test func failuresAreRecords() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let none = try tool.run("delete", "--yes", "-j", "x1", "x2")
    #expect(none.status == 66)
    #expect(none.values.map { $0["type"]?.string } == ["error", "error", "error"])
    #expect(none.values.map { $0["exit"]?.int } == [66, 66, 66])
    let some = try tool.run("delete", "--yes", "--format", "json", "x1", id)
    #expect(some.status == 2)
    let value = try JSON(parsing: some.output)
    #expect(value.array?.compactMap { $0["exit"]?.int } == [66, 2])
    #expect(value.array?.contains { $0["type"] == "session.deleted" } == true)
    #expect(
      try tool.run("fsck", "-j", "x1", "x2").values.map { $0["type"]?.string } == ["error", "error", "error"])
  }

  @Test func noIsTold() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let command = "'\(tool.command.executable)' delete \(id)"
    let terminal = BuiltCommand("/usr/bin/script", in: tool.directory)
    let result = try terminal.run(["-qec", command, "/dev/null"], stdin: Array("n\n".utf8))
    #expect(result.status == 1)
    #expect(result.output.contains("nothing was deleted"))
    #expect(try tool.run("list", "-j").lines.count == 1)
  }
}

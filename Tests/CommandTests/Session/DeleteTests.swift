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
}

import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct SessionListTests {
  @Test func anEmptyRuntimeDirectoryHasNoSessionsAndIsNotMade() throws {
    let tool = SessionTool()
    let result = try tool.run("list")
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(!Files.exists(tool.directory.runtime))
    #expect(try tool.run("list", "--format", "json").output == "[]\n")
  }

  @Test func formats() throws {
    let tool = SessionTool()
    let first = try tool.make(title: "one")
    let second = try tool.make(title: "two\u{1b}[31m")
    try tool.append(first, SessionTool.turn)
    let records = try tool.run("list", "-j").values
    #expect(records.map { $0["id"]?.string } == [first, second])
    #expect(records[0]["turns"] == 1)
    #expect(records[0]["state"] == "idle")
    #expect(records[1]["state"] == "new")
    #expect(records[0]["cwd"]?.string == tool.directory.work)
    #expect(records[0]["bytes"]?.int == (try tool.log(first).count))
    #expect(try JSON(parsing: try tool.run("list", "--format", "json").output).array == records)
    #expect(try tool.run("list", "-0").output == "\(first)\0\(second)\0")
    let text = try tool.run("list")
    #expect(text.lines.count == 2)
    #expect(text.lines[0].hasPrefix(first) && text.lines[0].hasSuffix("idle     one"))
    #expect(!text.output.contains("\u{1b}"))
  }

  @Test func filters() throws {
    let tool = SessionTool()
    let first = try tool.make()
    let second = try tool.make()
    #expect(try tool.run("list", "--limit", "1", "-0").output == "\(second)\0")
    #expect(try tool.run("list", "--since", "1h", "-j").lines.count == 2)
    #expect(try tool.run("list", "--since", "2999-01-01", "-j").lines.isEmpty)
    #expect(try tool.run("list", "--cwd", ".", "-j").lines.count == 2)
    #expect(try tool.run("list", "--cwd", "/nowhere", "-j").lines.isEmpty)
    #expect(try tool.run("list", "--since", "soon").status == 64)
    #expect(try tool.run("list", "--limit", "-1").status == 64)
    #expect(try tool.run("list", "--format", "html").status == 64)
    #expect(first != second)
  }
}

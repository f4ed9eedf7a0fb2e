import AgentJSON
import AgentTesting
import Testing

@Suite struct SessionBlobTests {
  @Test func longTextIsFoundAgain() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let text = String(repeating: "0123456789", count: 200_000)
    try tool.append(id, [SessionTool.note(text)])
    let line = try #require(try tool.run("show", id, "-j").values.last)
    #expect(line["message"]?["bytes"]?.int == text.utf8.count)
    let digest = try #require(line["message"]?["blob"]?.string)
    #expect(try tool.run("blob", digest).output == text)
    #expect(try tool.run("show", id).output.contains(text))
  }

  @Test func whatIsMissing() throws {
    #expect(try SessionTool().run("blob", String(repeating: "0", count: 64)).status == 66)
    #expect(try SessionTool().run("blob", "../x").status == 65)
  }

  @Test func bytesAreNoRecords() throws {
    let tool = SessionTool()
    let result = try tool.run("blob", "-j", String(repeating: "0", count: 64))
    #expect(result.status == 64)
    #expect(result.values.map { $0["type"]?.string } == ["error"])
    #expect(result.errors.contains("without"))
  }
}

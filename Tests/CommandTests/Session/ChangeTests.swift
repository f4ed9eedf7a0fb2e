import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// `new`, `rename`, `fork`, `send`, `next` and `previous`.
@Suite struct SessionChangeTests {
  @Test func newPrintsTheBareId() throws {
    let tool = SessionTool()
    let result = try tool.run("new", "--title", "Notes")
    #expect(result.status == 0)
    #expect(result.lines.count == 1)
    #expect(result.output.wholeMatch(of: /\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{4}\n/) != nil)
    #expect(result.errors.isEmpty)
    let record = try #require(try tool.run("new", "-j").values.first)
    #expect(record["type"] == "session")
    #expect(record["title"]?.isNull == true)
    #expect(try tool.run("new", "--dry-run").output.isEmpty)
    #expect(try tool.run("list", "-j").lines.count == 2)
    #expect(try Files.list(tool.directory.runtime).sorted() == ["cache", "locks", "sessions"])
  }

  @Test func renaming() throws {
    let tool = SessionTool()
    let id = try tool.make(title: "old")
    #expect(try tool.run("rename", "old", "quite", "new").status == 0)
    #expect(try tool.run("show", "quite new", "-j").lines.count == 2)
    #expect(try tool.run("rename", id, "x", "-n").status == 0)
    #expect(try tool.run("list", "-j").values.first?["title"] == "quite new")
    #expect(try tool.run("rename", "old", "y").status == 66)
    #expect(try tool.run("rename", id, "z", "-j").values.first?["type"] == "session.renamed")
  }

  @Test func forking() throws {
    let tool = SessionTool()
    let id = try tool.make(title: "t")
    try tool.append(id, SessionTool.turn)
    let fork = try #require(try tool.run("fork", id, "--at", "3").lines.first)
    #expect(try tool.run("show", fork, "-j").lines.count == 3)
    #expect(try tool.run("fork", id, "--at", "77").status == 65)
    // Both have the title now.
    let ambiguous = try tool.run("show", "t")
    #expect(ambiguous.status == 65)
    #expect(ambiguous.errors.contains(id) && ambiguous.errors.contains(fork))
  }

  @Test func sendingQueues() throws {
    let tool = SessionTool()
    let id = try tool.make()
    #expect(try tool.run("send", id, "and", "this").status == 0)
    #expect(try tool.run("send", id, stdin: "from a pipe\n").status == 0)
    #expect(try tool.run("send", id, "-", stdin: "too").status == 0)
    let queued = try tool.run("show", id, "-j").values.filter { $0["type"] == "input.queued" }
    #expect(queued.map { $0["text"]?.string } == ["and this", "from a pipe", "too"])
    #expect(Set(queued.compactMap { $0["id"]?.string }).count == 3)
    #expect(try tool.run("status", id, "--format", "json").values.first?["queued"] == 3)
    #expect(try tool.run("send", id, stdin: "").status == 64)
    #expect(try tool.run("send", "absent", "x").status == 66)
  }

  @Test func neighbours() throws {
    let tool = SessionTool()
    let ids = try (0..<3).map { _ in try tool.make() }
    for id in ids { try tool.append(id, [SessionTool.note("x")]) }
    #expect(try tool.run("next", ids[0]).lines == [ids[1]])
    #expect(try tool.run("previous", ids[2]).lines == [ids[1]])
    let end = try tool.run("next", ids[2])
    #expect(end.status == 1)
    #expect(end.errorLines.count == 1)
    #expect(try tool.run("previous", ids[0]).status == 1)
  }
}

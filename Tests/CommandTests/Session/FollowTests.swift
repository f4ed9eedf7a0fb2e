import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct SessionFollowTests {
  @Test func givesTheLogsLines() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, SessionTool.turn)
    let whole = try tool.run("follow", id, "--from", "1", "--timeout", "0", "-j")
    #expect(whole.status == 0)
    #expect(whole.stdout == (try tool.log(id)))
    let some = try tool.run("follow", id, "--from", "1", "--timeout", "0", "-j", "--type", "turn.*")
    #expect(some.values.map { $0["type"]?.string } == ["turn.started", "turn.completed"])
    #expect(try tool.run("follow", id, "--timeout", "0").output.isEmpty)
    #expect(try tool.run("follow", id, "--from", "5", "--timeout", "0").lines.count == 1)
  }

  @Test func wrongOptions() throws {
    let tool = SessionTool()
    let id = try tool.make()
    #expect(try tool.run("follow", id, "--all").status == 64)
    #expect(try tool.run("follow", "--all", "--from", "3").status == 64)
    #expect(try tool.run("follow", id, "--timeout", "soon").status == 64)
    #expect(try tool.run("follow", "absent").status == 66)
  }

  /// Reads lines from a running follower until `enough` says so.
  private func lines(_ child: ChildProcess, until enough: ([JSON]) -> Bool) throws -> [JSON] {
    var reader = LineReader()
    var values: [JSON] = []
    while !enough(values) {
      let chunk = try IO.read(child.standardOutput)
      if chunk.isEmpty { break }
      reader.append(chunk)
      while let line = try reader.next() { values.append(try JSON(parsing: line.bytes)) }
    }
    return values
  }

  private func close(_ child: ChildProcess) {
    _ = Glibc.close(child.standardOutput)
    _ = Glibc.close(child.standardError)
  }

  @Test func givesWhatComes() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, [SessionTool.note("old")])
    let child = try tool.command.spawn(["follow", id, "-j", "--from", "2", "--timeout", "60s"])
    #expect(try lines(child) { !$0.isEmpty }.first?["message"] == "old")
    try tool.append(id, [SessionTool.note("new")])
    #expect(try lines(child) { !$0.isEmpty }.first?["message"] == "new")
    #expect(try tool.run("delete", "--yes", id).status == 0)
    #expect(child.wait(until: .after(milliseconds: 20_000)) == .code(0))
    close(child)
  }

  @Test func allSessions() throws {
    let tool = SessionTool()
    let old = try tool.make()
    let child = try tool.command.spawn(["follow", "--all", "-j", "--timeout", "60s"])
    // Its first line says that it is there: it comes for a note that is repeated until it is seen.
    let ready = Monitor(false)
    let writer = Thread.start {
      while !ready.withLock({ $0 }) { try? tool.append(old, [SessionTool.note("are you there?")]) }
    }
    #expect(try lines(child) { !$0.isEmpty }.first?["session"]?.string == old)
    ready.update { $0 = true }
    writer.join()
    let new = try tool.make()
    let seen = try lines(child) { $0.contains { $0["type"] == "session.created" } }
    #expect(seen.last?["session"]?.string == new)
    #expect(try tool.run("delete", "--yes", new).status == 0)
    #expect(try lines(child) { $0.contains { $0["type"] == "session.deleted" } }.last?["id"]?.string == new)
    child.signal(SIGTERM)
    _ = child.wait()
    close(child)
  }

  @Test func endsWithItsReader() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let child = try tool.command.spawn(["follow", id, "-j", "--from", "1", "--timeout", "60s"])
    _ = try lines(child) { !$0.isEmpty }
    close(child)
    #expect(child.wait(until: .after(milliseconds: 20_000)) == .signal(SIGPIPE))
  }

  @Test func aNewerFormatIsRefused() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, [SessionTool.note("a")])
    try tool.write(try tool.log(id) + SessionTool.newer(3), to: id)
    #expect(try tool.run("follow", id, "--from", "1", "--timeout", "0").status == 78)
    #expect(try tool.run("follow", id, "--timeout", "0").status == 78)
  }

  @Test func queuedItemsAreShownInText() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(
      id,
      [#"{"type":"input.queued","id":"q","items":[{"type":"message","role":"user","content":"by items"}]}"#])
    #expect(try tool.run("follow", id, "--from", "2", "--timeout", "0").output.contains("by items"))
  }
}

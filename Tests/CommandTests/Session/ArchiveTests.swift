import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct SessionArchiveTests {
  private static let compaction =
    #"{"type":"compaction.completed","after_tokens":7,"item":{"type":"message","role":"user","content":[{"type":"input_text","text":"all so far"}]}}"#

  /// A session with a turn, its compaction and an event after it.
  private func compacted(_ tool: SessionTool, before more: [String] = []) throws -> String {
    let id = try tool.make(title: "long")
    try tool.append(id, SessionTool.turn + more + [Self.compaction, SessionTool.note("after")])
    return id
  }

  @Test func dropsWhatTheCompactionHasReplaced() throws {
    let tool = SessionTool()
    let id = try compacted(tool)
    let before = try tool.run("show", id, "-j").lines
    let listed = try tool.run("list", "-j").values
    let result = try tool.run("archive", id, "-j")
    #expect(result.status == 0 && result.errors.isEmpty)
    let after = try tool.run("show", id, "-j").lines
    #expect(result.lines == [after[0]])
    #expect(Array(after.dropFirst()) == Array(before.suffix(2)))
    let event = try #require(result.values.first)
    #expect(event["type"] == "session.archived" && event["seq"] == 5 && event["from"] == 1)
    #expect(event["to"] == 5 && event["title"] == "long" && event["turns"] == 1)
    #expect(event["cwd"]?.string == tool.directory.work)
    #expect(event["created"]?.string == listed.first?["created"]?.string)
    #expect(try tool.run("fsck", id).status == 0)
    // What is told of the session is the same but for its size.
    let listedAfter = try tool.run("list", "-j").values
    for key in ["id", "title", "cwd", "model", "created", "updated", "turns", "state"] {
      #expect(listedAfter.first?[key] == listed.first?[key], "\(key)")
    }
    #expect(try tool.run("status", id, "--format", "json").values.first?["messages"] == 2)
    #expect(try tool.run("append", id, stdin: SessionTool.note("x")).lines == [#"{"type":"ack","seq":8}"#])
    #expect(try tool.run("show", "latest").output.contains("events 1 to 5 were archived"))
  }

  @Test func nothingToDropIsDone() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, SessionTool.turn)
    let before = try tool.log(id)
    let result = try tool.run("archive", id)
    #expect(result.status == 0 && result.output.isEmpty && result.errorLines.count == 1)
    #expect(result.errors.contains("nothing to archive"))
    #expect(try tool.log(id) == before)
    #expect(try tool.run("archive", "absent").status == 66)
    let again = try compacted(tool)
    #expect(try tool.run("archive", again).status == 0)
    let archived = try tool.log(again)
    #expect(try tool.run("archive", again, "-j").output.isEmpty)
    #expect(try tool.log(again) == archived)
  }

  @Test func aLaterCompactionReplacesTheArchiveToo() throws {
    let tool = SessionTool()
    let id = try compacted(tool)
    _ = try tool.run("archive", id)
    try tool.append(id, [SessionTool.note("more"), Self.compaction])
    let event = try #require(try tool.run("archive", id, "-j").values.first)
    #expect(event["from"] == 1 && event["to"] == 8 && event["turns"] == 1 && event["title"] == "long")
    #expect(try tool.run("show", id, "-j").lines.count == 2)
    #expect(try tool.run("fsck", id).status == 0)
  }

  @Test func aDryRunOnlyTells() throws {
    let tool = SessionTool()
    let id = try compacted(tool)
    let before = try tool.log(id)
    let result = try tool.run("archive", "-n")
    #expect(result.status == 0 && result.errors.contains("would archive events 1 to 5 of \(id)"))
    #expect(try tool.log(id) == before)
  }

  @Test func inputThatNoTurnHasTakenStays() throws {
    let tool = SessionTool()
    let taken = #"{"type":"input.taken","id":"a"}"#
    let queued = ["a", "b"].map { #"{"type":"input.queued","id":"\#($0)","text":"text of \#($0)"}"# }
    let id = try compacted(tool, before: queued + [taken])
    let event = try #require(try tool.run("archive", id, "-j").values.first)
    #expect(event["to"] == 6)
    #expect(try tool.run("show", id, "-j").values[1]["id"] == "b")
    #expect(try tool.run("status", id, "--format", "json").values.first?["queued"] == 1)
    #expect(try tool.run("fsck", id).status == 0)
  }

  @Test func damageInWhatWouldGoIsNotHidden() throws {
    let tool = SessionTool()
    let id = try compacted(tool)
    var bytes = try tool.log(id)
    let kept = bytes
    bytes[bytes.count / 3] ^= 1
    try tool.write(bytes, to: id)
    let result = try tool.run("archive", id)
    #expect(result.status == 65 && result.errors.contains("fsck --repair"))
    #expect(try tool.log(id) == bytes)
    // Half a line at the end is no reason: it stays, and the next append tells of it.
    try tool.write(kept + Array("{\"type\":\"no".utf8), to: id)
    #expect(try tool.run("archive", id).status == 0)
    try tool.append(id, [SessionTool.note("next")])
    #expect(try tool.run("show", id, "-j").values.contains { $0["type"] == "session.repaired" })
    #expect(try tool.run("fsck", id).status == 0)
  }

  @Test func otherVerbsKnowArchivedSessions() throws {
    let tool = SessionTool()
    let id = try compacted(tool)
    _ = try tool.run("archive", id)
    let fork = try #require(try tool.run("fork", id).lines.first)
    let forked = try tool.run("show", fork, "-j").values
    #expect(forked.map { $0["type"]?.string } == ["session.created", "compaction.completed", "notice"])
    #expect(forked.first?["title"] == "long (fork)")
    let early = try tool.run("fork", id, "--at", "3")
    #expect(early.status == 65 && early.errors.contains("archived"))
    #expect(try tool.run("fork", id, "--at", "6").status == 0)
    let followed = try tool.run("follow", id, "--from", "2", "--timeout", "0", "-j").values
    #expect(followed.map { $0["type"]?.string } == ["session.archived", "compaction.completed", "notice"])
    let export = try tool.run("export", id)
    #expect(Array(export.stdout) == (try tool.log(id)))
    #expect(try tool.run("export", id, "--format", "seed").status == 0)
    _ = try tool.run("delete", "--yes", id)
    try tool.directory.write("copy.ndjson", export.stdout)
    #expect(try tool.run("import", tool.directory.path("copy.ndjson")).lines == [id])
    #expect(Array(export.stdout) == (try tool.log(id)))
  }
}

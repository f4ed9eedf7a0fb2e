import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
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
    // The turn that the fork cuts is ended in it.
    #expect(try tool.run("show", fork, "-j").lines.count == 4)
    #expect(try tool.run("fork", id, "--at", "77").status == 65)
    // A name stays unique.
    #expect(try tool.run("show", "t").status == 0)
    #expect(try tool.run("show", "t (fork)", "-j").lines.count == 4)
    let other = try #require(try tool.run("fork", fork, "-j").values.first)
    #expect(other["title"] == "t (fork 2)")
    let twin = try tool.make(title: "t")
    let ambiguous = try tool.run("show", "t")
    #expect(ambiguous.status == 65)
    #expect(ambiguous.errors.contains(id) && ambiguous.errors.contains(twin))
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

  /// The code and the exit status of an error belong together.
  @Test func theEndOfTheListIsANegativeResult() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let end = try tool.run("next", "-j", id)
    #expect(end.status == 1)
    #expect(end.values.last?["code"] == "bad_request")
    #expect(end.values.last?["exit"] == 1)
  }

  @Test func aForkOfANewerFormatIsRefused() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, [SessionTool.note("a")])
    try tool.write(try tool.log(id) + SessionTool.newer(3), to: id)
    #expect(try tool.run("fork", id, "--at", "1").status == 78)
    #expect(try tool.run("fork", id, "--at", "1", "-n").status == 78)
    #expect(try Files.list("\(tool.directory.runtime)/sessions").count == 1)
  }

  @Test func emptyTitlesAreUsage() throws {
    let tool = SessionTool()
    let id = try tool.make()
    #expect(try tool.run("new", "--title", "").status == 64)
    #expect(try tool.run("rename", id, "").status == 64)
    #expect(try tool.run("rename", id, " ", "").status == 64)
    #expect(try tool.run("import", "--title", "", stdin: "[]").status == 64)
    #expect(try tool.run("list", "-j").lines.count == 1)
  }

  /// A rehearsal fails as the real thing would, and tells programs what would be done.
  @Test func rehearsing() throws {
    let tool = SessionTool()
    let id = try tool.make(title: "t")
    #expect(try tool.run("fork", id, "--at", "1000", "-n").status == 65)
    let commands = [
      ["new", "-n", "-j"], ["rename", "t", "u", "-n", "-j"], ["fork", "t", "-n", "-j"],
      ["send", "t", "x", "-n", "-j"], ["delete", "t", "-n", "-j"], ["import", tool.path(id), "-n", "-j"],
    ]
    for command in commands {
      let result = try tool.command.run(command)
      #expect(result.status == 0)
      #expect(result.values.map { $0["type"]?.string } == ["notice"])
      #expect(result.values.first?["code"] == "dry_run")
    }
    try tool.write(try tool.log(id) + SessionTool.newer(2), to: id)
    #expect(try tool.run("import", "-n", tool.path(id)).status == 78)
    #expect(try tool.run("list", "-j").values.first?["type"] == "error")
  }

  @Test func whereNothingCanBeMade() throws {
    let tool = SessionTool()
    _ = try tool.make()
    let shell = BuiltCommand("/bin/sh", in: tool.directory)
    if geteuid() == 0 {
      _ = try shell.run(
        "-c", "chmod 755 \(tool.directory.root); chown -R 65534:65534 \(tool.directory.runtime)")
    }
    chmod("\(tool.directory.runtime)/sessions", 0o500)
    let command = (Unprivileged.prefix + [tool.command.executable, "new"]).joined(separator: " ")
    let result = try shell.run("-c", command)
    #expect(result.status == 73)
    #expect(result.errorLines.count == 1)
  }
}

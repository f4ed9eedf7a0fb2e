import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
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

  /// What cannot be read hides no other session: it is told, with what to do, and the rest is done.
  @Test func anUnreadableEntryHidesNoOther() throws {
    let tool = SessionTool()
    let good = try tool.make(title: "good")
    let folder = "\(tool.directory.runtime)/sessions"
    let directory = "20260101T000000.000Z-aaaa"
    let pipe = "20260101T000000.000Z-bbbb"
    try Files.makeDirectory("\(folder)/\(directory).ndjson")
    #expect(mkfifo("\(folder)/\(pipe).ndjson", 0o600) == 0)
    let newer = try tool.make()
    try tool.write(SessionTool.newer(1, "session.created"), to: newer)
    let listed = try tool.run("list", "-0")
    #expect(listed.status == 2)
    #expect(listed.output == "\(good)\0")
    for id in [directory, pipe, newer] {
      #expect(listed.errorLines.filter { $0.contains(id) }.count == 1)
    }
    #expect(listed.errorLines.count == 3)
    #expect(listed.errors.contains("(try 'mv ") && listed.errors.contains("update agentutils"))
    let records = try tool.run("list", "-j").values
    #expect(records.map { $0["type"]?.string } == ["session", "error", "error", "error", "error"])
    #expect(records.last?["exit"] == 2)
    #expect(try tool.run("status", "good").status == 0)
    #expect(try tool.run("show", "good").status == 0)
    #expect(try tool.run("next", "good").status == 1)
    let bus = try tool.run("follow", "--all", "--timeout", "0")
    #expect(bus.status == 0)
    #expect(bus.errorLines.count == 3)
    let checked = try tool.run("fsck", "-j")
    #expect(checked.status == 2)
    #expect(checked.values.filter { $0["type"] == "fsck" }.count == 1)
  }

  @Test func aLogThatIsNotOursToReadHidesNoOther() throws {
    let tool = SessionTool()
    let good = try tool.make()
    let closed = try tool.make()
    chmod(tool.path(closed), 0o000)
    let user = Unprivileged.prefix
    let shell = BuiltCommand("/bin/sh", in: tool.directory)
    if geteuid() == 0 {
      _ = try shell.run(
        "-c", "chmod 755 \(tool.directory.root); chown -R 65534:65534 \(tool.directory.runtime)")
    }
    let command = (user + [tool.command.executable, "list", "-0"]).joined(separator: " ")
    let listed = try shell.run("-c", command)
    #expect(listed.status == 2)
    #expect(listed.output == "\(good)\0")
    #expect(listed.errorLines.count == 1)
    #expect(listed.errors.contains("(try 'chmod 600 \(tool.path(closed))')"))
  }
}

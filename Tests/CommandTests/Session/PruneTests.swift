import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct SessionPruneTests {
  /// Sessions of which each has one turn, oldest first; then one in which nothing was said.
  private func fill(_ tool: SessionTool) throws -> [String] {
    let said = try (0..<3).map { number in
      let id = try tool.make(title: "session \(number)")
      try tool.append(id, SessionTool.turn)
      return id
    }
    return said + [try tool.make()]
  }

  private func left(_ tool: SessionTool) throws -> Set<String> {
    Set(try tool.run("list", "-0").output.split(separator: "\0").map(String.init))
  }

  @Test func byNumber() throws {
    let tool = SessionTool()
    let ids = try fill(tool)
    let result = try tool.run("prune", "--keep", "2")
    #expect(result.status == 0)
    #expect(result.lines == ["\(ids[0])  session 0", "\(ids[1])  session 1"])
    #expect(result.errors.contains("deleted 2 sessions ("))
    #expect(try left(tool) == [ids[2], ids[3]])
    let told = String(
      decoding: try Files.read("\(tool.directory.runtime)/logs/runtime.ndjson"), as: UTF8.self)
    #expect(told.contains(ids[0]) && told.contains(ids[1]))
    #expect(try Files.list("\(tool.directory.runtime)/locks").allSatisfy { !$0.hasPrefix(ids[0]) })
  }

  @Test func byAgeSizeAndEmptiness() throws {
    let tool = SessionTool()
    let ids = try fill(tool)
    #expect(try tool.run("prune", "--older", "1h").output.isEmpty)
    #expect(try left(tool).count == 4)
    #expect(try tool.run("prune", "--empty", "-0").output == "\(ids[3])\0")
    let bytes = try tool.log(ids[1]).count + tool.log(ids[2]).count
    #expect(try tool.run("prune", "--max-bytes", "\(bytes)", "-0").output == "\(ids[0])\0")
    #expect(try tool.run("prune", "--older", "0s", "--keep", "1", "-0").output == "\(ids[1])\0")
    #expect(try left(tool) == [ids[2]])
    // Nothing is asked for, so nothing goes.
    #expect(try tool.run("prune").status == 0)
    #expect(try left(tool) == [ids[2]])
    #expect(try tool.run("prune", "--older", "2999-01-01", "-0").output == "\(ids[2])\0")
  }

  @Test func records() throws {
    let tool = SessionTool()
    let ids = try fill(tool)
    let result = try tool.run("prune", "--keep", "3", "-j")
    #expect(result.errors.isEmpty)
    #expect(result.values.map { $0["type"]?.string } == ["session.deleted", "session.pruned"])
    #expect(result.values[0]["id"]?.string == ids[0] && result.values[0]["title"] == "session 0")
    #expect(result.values[1]["sessions"] == 1 && result.values[1]["blobs"] == 0)
    #expect(result.values[0]["bytes"] == result.values[1]["bytes"])
    let value = try JSON(parsing: tool.run("prune", "--keep", "3", "--format", "json").output)
    #expect(value.array?.count == 1)
  }

  @Test func aRehearsalTellsTheSame() throws {
    let tool = SessionTool()
    let ids = try fill(tool)
    let result = try tool.run("prune", "-n", "--keep", "3")
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.errorLines.count == 2 && result.errors.contains("would delete \(ids[0])  session 0"))
    let records = try tool.run("prune", "-n", "--keep", "3", "-j").values
    #expect(records.allSatisfy { $0["type"] == "notice" && $0["code"] == "dry_run" })
    #expect(try left(tool).count == 4)
  }

  @Test func whatIsInUseStays() throws {
    let tool = SessionTool()
    let ids = try fill(tool)
    let store = SessionStore(tool.directory.runtimeDirectory)
    let lock = try TurnLock.acquire(ids[0], in: store)
    let result = try tool.run("prune", "--keep", "2", "-0")
    #expect(result.status == 0 && result.output == "\(ids[1])\0")
    #expect(result.errors.contains("\(ids[0]): stays: a turn is running"))
    #expect(try left(tool).contains(ids[0]))
    #expect(lock.id == ids[0])
  }

  /// What was pruned is in the index no longer, not even in a part of it that is not used.
  @Test func whatHasGoneIsForgotten() throws {
    let tool = SessionTool()
    _ = try fill(tool)
    for number in 0..<5 {
      let id = try tool.make(title: "gone")
      try tool.append(id, (0..<40).map { SessionTool.note("xyzzyplugh w\(number)x\($0)") })
    }
    let kept = try tool.make(title: "kept")
    try tool.append(kept, SessionTool.turn)
    #expect(
      try tool.run("search", "-0", "--limit", "1000", "xyzzyplugh").output.split(separator: "\0").count == 5)
    #expect(try tool.run("prune", "--keep", "1").status == 0)
    for name in ["index.db", "index.db-wal"] {
      let bytes = try Files.read("\(tool.directory.runtime)/cache/\(name)")
      #expect(!String(decoding: bytes, as: UTF8.self).contains(bytes: "xyzzi"), "\(name)")
    }
    #expect(try tool.run("search", "-0", "lines").output == "\(kept)\0")
  }

  @Test func wrongUsage() throws {
    let tool = SessionTool()
    for arguments in [
      ["--keep", "-1"], ["--keep", "x"], ["--max-bytes", "much"], ["--older", "soon"], ["extra"],
    ] {
      #expect(try tool.command.run(["prune"] + arguments).status == 64, "\(arguments)")
    }
    let none = try tool.run("prune", "--keep", "0")
    #expect(none.status == 0 && none.output.isEmpty)
    #expect(!Files.exists(tool.directory.runtime))
  }

  @Test func noIsTold() throws {
    let tool = SessionTool()
    _ = try fill(tool)
    let command = "'\(tool.command.executable)' prune --keep 1"
    let terminal = BuiltCommand("/usr/bin/script", in: tool.directory)
    let no = try terminal.run(["-qec", command, "/dev/null"], stdin: Array("n\n".utf8))
    #expect(
      no.status == 1 && no.output.contains("delete 3 sessions (") && no.output.contains("nothing was deleted")
    )
    #expect(try left(tool).count == 4)
    #expect(try terminal.run(["-qec", command, "/dev/null"], stdin: Array("y\n".utf8)).status == 0)
    #expect(try left(tool).count == 1)
  }

  /// Blobs that no log names go when they are a day old.
  @Test func blobs() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let long = String(repeating: "long ", count: 300_000)
    try tool.append(
      id, [#"{"type":"item.completed","turn":1,"item":{"id":"b","type":"agent_message","text":"\#(long)"}}"#])
    let folder = "\(tool.directory.runtime)/blobs"
    let blob = try #require(try Files.list(folder).first)
    var times = [timespec(), timespec()]
    (times[0].tv_sec, times[1].tv_sec) = (time(nil) - 200_000, time(nil) - 200_000)
    #expect(utimensat(AT_FDCWD, "\(folder)/\(blob)", times, 0) == 0)
    #expect(try tool.run("prune").status == 0)
    #expect(try Files.list(folder) == [blob])
    #expect(try tool.run("prune", "-n", "--keep", "0").errors.contains("would delete 1 session ("))
    #expect(try tool.run("prune", "--keep", "0").errors.contains("1 blob (1.4 MB)"))
    #expect(try Files.list(folder).isEmpty)
  }

  /// Killed at any moment, sessions are whole or gone.
  @Test func killedAtAnyMoment() throws {
    let tool = SessionTool()
    var generator = SeededGenerator()
    for round in 0..<TestDose.count(6, full: 100) {
      for number in 0..<20 {
        let id = try tool.make(title: "r\(round) \(number)")
        if number % 5 == 0 { try tool.append(id, SessionTool.turn) }
      }
      if round % 2 == 0 { _ = try tool.run("search", "lines") }
      let child = try tool.command.spawn(["prune", "--keep", "3"], input: .null, output: .null, error: .null)
      usleep(UInt32.random(in: 0...40_000, using: &generator))
      child.signal(SIGKILL)
      _ = child.wait()
      let ids = try left(tool)
      #expect(ids.count >= 3)
      #expect(try tool.run("fsck").status == 0)
      let found = try tool.run("search", "-0", "--limit", "1000", "lines").output.split(separator: "\0")
      #expect(Set(found.map(String.init)).isSubset(of: ids))
    }
  }
}

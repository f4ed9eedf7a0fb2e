import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct SessionAppendTests {
  @Test func acknowledgesEachLine() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let result = try tool.run("append", id, stdin: "\(SessionTool.note("a"))\r\n\n\(SessionTool.note("b"))")
    #expect(result.status == 0)
    #expect(result.lines == [#"{"type":"ack","seq":2}"#, #"{"type":"ack","seq":3}"#])
    #expect(result.errors.isEmpty)
    #expect(
      try tool.run("append", id, "--format", "json", stdin: SessionTool.note("c")).output
        == "[{\"type\":\"ack\",\"seq\":4}]\n")
  }

  @Test func aWrongLineIsNamedAndThoseBeforeItAreIn() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let wrong = #"{"type":"notice","level":"info"}"#
    let result = try tool.run(
      "append", id, stdin: "\(SessionTool.note("a"))\n\(wrong)\n\(SessionTool.note("c"))\n")
    #expect(result.status == 65)
    #expect(result.lines == [#"{"type":"ack","seq":2}"#])
    #expect(result.errorLines == ["agent-session: append: standard input: line 2: notice: lacks 'code'"])
    #expect(try tool.run("show", id, "-j").lines.count == 2)
    let broken = try tool.run("append", id, "-j", stdin: "{\"type\":\n")
    #expect(broken.status == 65)
    #expect(broken.values.last?["type"] == "error")
    #expect(broken.values.last?["message"]?.string?.contains("line 1") == true)
  }

  @Test func createsOnRequestOnly() throws {
    let tool = SessionTool()
    #expect(try tool.run("append", "bus", stdin: SessionTool.note("a")).status == 66)
    #expect(
      try tool.run("append", "bus", "--create", stdin: SessionTool.note("a")).lines == [
        #"{"type":"ack","seq":2}"#
      ])
    #expect(
      try tool.run("append", "bus", "--create", stdin: SessionTool.note("b")).lines == [
        #"{"type":"ack","seq":3}"#
      ])
    let id = "20260102T030405.678Z-1a2b"
    #expect(try tool.run("append", id, "--create", stdin: SessionTool.note("c")).status == 0)
    #expect(Files.exists(tool.path(id)))
    #expect(try tool.run("list", "-j").lines.count == 2)
  }

  @Test(arguments: ["none", "process", "power"])
  func everyDurability(_ durability: String) throws {
    let tool = SessionTool()
    let id = try tool.make()
    let input = (1...50).map { SessionTool.note("\($0)") }.joined(separator: "\n")
    let result = try tool.run("append", id, "--durability", durability, stdin: input)
    #expect(result.lines.count == 50)
    #expect(result.lines.last == #"{"type":"ack","seq":51}"#)
  }

  @Test func wrongOptionsAreUsage() throws {
    let tool = SessionTool()
    #expect(try tool.run("append", "x", "--durability", "eternal").status == 64)
    #expect(try tool.run("append").status == 64)
  }

  /// A full disk (here: the limit on file sizes): 74, one line, nothing torn, and it goes on afterwards.
  @Test func whatDoesNotFitIsTakenBack() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let before = try tool.log(id)
    let long = SessionTool.note(String(repeating: "x", count: 20_000))
    let script = "ulimit -f 8; exec '\(tool.command.executable)' append \(id)"
    let shell = BuiltCommand("/bin/sh", in: tool.directory)
    let result = try shell.run(["-c", script], stdin: Array(long.utf8))
    #expect(result.status == 74)
    #expect(result.errorLines.count == 1)
    #expect(result.stdout.isEmpty)
    #expect(try tool.log(id) == before)
    #expect(try tool.run("append", id, stdin: long).status == 0)
    #expect(try tool.run("fsck", id).status == 0)
  }

  /// Many processes at once: every acknowledged line is there once, each process's in its order.
  @Test func concurrentAppenders() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let results = Monitor([BuiltCommand.Result]())
    let threads = (0..<12).map { process in
      Thread.start {
        let lines = (0..<20).map {
          SessionTool.note("\(process)-\($0)" + String(repeating: "y", count: $0 * 400))
        }
        guard
          let result = try? tool.command.run(
            ["append", id], stdin: Array(lines.joined(separator: "\n").utf8))
        else { return }
        results.update { $0.append(result) }
      }
    }
    for thread in threads { thread.join() }
    let all = results.withLock { $0 }
    #expect(all.count == 12)
    #expect(all.allSatisfy { $0.status == 0 && $0.lines.count == 20 })
    let acknowledged = all.flatMap { $0.values.compactMap { $0["seq"]?.int } }
    #expect(Set(acknowledged).count == 240)
    let records = try tool.run("show", id, "-j").values
    #expect(records.compactMap { $0["seq"]?.int } == Array(1...241))
    for process in 0..<12 {
      let own = records.compactMap { $0["message"]?.string }.filter { $0.hasPrefix("\(process)-") }
      #expect(own.count == 20)
      #expect(own.map(\.count) == own.map(\.count).sorted())
    }
    #expect(try tool.run("fsck", id).status == 0)
  }

  /// Killed at any moment: every acknowledged line is there, and the log takes the next one at once.
  @Test func killedAppenders() throws {
    let tool = SessionTool()
    let id = try tool.make()
    var acknowledged = 0
    for round in 0..<12 {
      let child = try tool.command.spawn(["append", id], input: .pipe)
      let (input, output) = (child.standardInput, child.standardOutput)
      let writer = Thread.start {
        signal(SIGPIPE, SIG_IGN)
        let line = Array((SessionTool.note("r\(round) " + String(repeating: "z", count: 3000)) + "\n").utf8)
        while (try? IO.writeAll(input, line)) != nil {}
        close(input)
      }
      // Killed while it is at work: after so many acknowledgements as the round's number.
      var lines = LineReader()
      var seen = 0
      while seen <= round {
        lines.append(try IO.read(output))
        while let line = try lines.next() {
          acknowledged = try #require(JSON(parsing: line.bytes)["seq"]?.int)
          seen += 1
        }
      }
      child.signal(SIGKILL)
      _ = child.wait()
      close(child.standardError)
      lines.append(try IO.readToEnd(output))
      while let line = try lines.next() {
        acknowledged = try JSON(parsing: line.bytes)["seq"]?.int ?? acknowledged
      }
      close(output)
      writer.join()
      let next = try tool.run("append", id, stdin: SessionTool.note("after"))
      let sequence = try #require(next.values.first?["seq"]?.int)
      #expect(sequence > acknowledged)
    }
    #expect(try tool.run("fsck", id).output.isEmpty)
    let records = try tool.run("show", id, "-j").values
    #expect(records.compactMap { $0["seq"]?.int } == Array(1...records.count))
  }

  /// Many processes ask for the same session that is not there: one is made, and nothing is lost.
  @Test(arguments: ["the bus", "20260102T030405.678Z-1a2b"])
  func concurrentCreators(_ name: String) throws {
    let tool = SessionTool()
    let results = Monitor([BuiltCommand.Result]())
    let threads = (0..<8).map { process in
      Thread.start {
        guard
          let result = try? tool.command.run(
            ["append", name, "--create"], stdin: Array(SessionTool.note("\(process)").utf8))
        else { return }
        results.update { $0.append(result) }
      }
    }
    for thread in threads { thread.join() }
    #expect(results.withLock { $0.map(\.status) } == [Int32](repeating: 0, count: 8))
    #expect(try tool.run("list", "-j").lines.count == 1)
    let messages = try tool.run("show", name, "-j").values.compactMap { $0["message"]?.string }
    #expect(messages.sorted() == (0..<8).map { "\($0)" })
  }

  @Test func anEventThatIsTooLargeIsNamed() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let members = (0..<120_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let huge = "{\"type\":\"ci.step\",\(members)}"
    let result = try tool.run("append", id, stdin: "\(SessionTool.note("a"))\n\(huge)\n")
    #expect(result.status == 65)
    #expect(result.lines == [#"{"type":"ack","seq":2}"#])
    #expect(result.errors.contains("line 2: "))
  }

  /// In JSON the failure is the last element, behind what was acknowledged.
  @Test func acknowledgementsAreNotLostInJSON() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let result = try tool.run(
      "append", id, "--format", "json", stdin: "\(SessionTool.note("a"))\n{\"type\":\"x\"}\n")
    #expect(result.status == 65)
    let value = try JSON(parsing: result.output)
    #expect(value.array?.map { $0["type"]?.string } == ["ack", "error"])
    #expect(value[1]?["exit"] == 65)
  }

  /// A reference that nothing stands behind would be damage that nothing can mend.
  @Test func blobsThatAreNotThereAreRefused() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let digest = String(repeating: "0", count: 64)
    let forged = #"{"type":"ci.step","text":{"blob":"\#(digest)","bytes":5,"head":"x"}}"#
    let result = try tool.run("append", id, stdin: forged)
    #expect(result.status == 65)
    #expect(result.errors.contains("line 1") && result.errors.contains(digest))
    try tool.append(id, [SessionTool.note(String(repeating: "long ", count: 400_000))])
    let line = try #require(try tool.run("show", id, "-j").lines.last)
    #expect(try tool.run("append", id, stdin: line).status == 0)
    #expect(try tool.run("append", id, stdin: #"{"type":"ci.step","blob":"any word"}"#).status == 0)
    #expect(try tool.run("fsck", id).status == 0)
  }

  /// Whoever writes sees a newer format behind which an older program has written.
  @Test func aNewerFormatIsRefusedBeforeTheLastLineToo() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, [SessionTool.note("a"), SessionTool.note("b")])
    let lines = try tool.log(id).split(separator: 0x0a).map(Array.init)
    let mixed = lines[0] + [0x0a] + SessionTool.newer(2) + lines[2] + [0x0a]
    try tool.write(mixed, to: id)
    #expect(try tool.run("append", id, stdin: SessionTool.note("c")).status == 78)
    #expect(try tool.run("send", id, "x").status == 78)
    #expect(try tool.run("rename", id, "x").status == 78)
    #expect(try tool.log(id) == mixed)
  }
}

import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// Clocks that are wrong: the order of events is that of their numbers, and ids are unique.
struct WrongClockTests {
  private func tool(_ tool: SessionTool, at seconds: Int, _ arguments: [String], stdin: String? = nil) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand(
      "agent-session", in: tool.directory,
      environment: ["LD_PRELOAD": try FaultLibrary.path, "FAULT_CLOCK": "\(seconds)"]
    ).run(arguments, stdin: stdin.map { Array($0.utf8) })
  }

  /// Sessions made one after the other while the clock goes back an hour each time.
  @Test func listsAreInTheOrderOfCreation() throws {
    let sessions = SessionTool()
    let count = TestDose.count(25, full: 200)
    let now = 1_800_000_000
    let ids = try (0..<count).map { number in
      try #require(try tool(sessions, at: now - number * 3600, ["new"]).lines.first)
    }
    #expect(Set(ids).count == count)
    #expect(ids == ids.sorted(by: >))
    #expect(try sessions.run("list", "-0").output == ids.reversed().map { $0 + "\0" }.joined())
    let latest = try tool(sessions, at: now - count * 3600, ["show", "latest", "-j"])
    #expect(latest.output.contains(ids[count - 1]))
  }

  /// All at the same instant, which leaves their names only the random part.
  @Test func aClockThatStands() throws {
    let sessions = SessionTool()
    let ids = try (0..<TestDose.count(20, full: 200)).map { _ in
      try #require(try tool(sessions, at: 1_800_000_000, ["new"]).lines.first)
    }
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids.map { $0.prefix(15) }) == ["20270115T080000"])
  }

  /// An hour back, 1970, beyond 2038, and back again.
  @Test func eventsKeepTheirOrder() throws {
    let sessions = SessionTool()
    let id = try sessions.make()
    let times = [1_800_000_000, 1_799_996_400, 0, 2_147_483_648, 4_102_444_800, 1_800_000_000]
    for (number, seconds) in times.enumerated() {
      let result = try tool(sessions, at: seconds, ["append", id], stdin: SessionTool.note("\(number)"))
      #expect(result.lines == [#"{"type":"ack","seq":\#(number + 2)}"#])
    }
    let shown = try sessions.run("show", id, "-j").values.dropFirst()
    #expect(shown.map { $0["message"]?.string } == (0..<times.count).map { "\($0)" })
    let dates = shown.map { $0["ts"]?.string?.prefix(10) }
    #expect(dates == ["2027-01-15", "2027-01-15", "1970-01-01", "2038-01-19", "2100-01-01", "2027-01-15"])
    #expect(try sessions.run("fsck", id).status == 0)
  }

  /// A turn that was killed and is ended under a clock that has gone back took no time, not less than none.
  @Test func noTurnTakesLessThanNoTime() throws {
    let bench = try TurnBench()
    let id = try #require(try bench.session("new").lines.first)
    let session = SessionTool.turn.dropLast().joined(separator: "\n")
    for (seconds, lines) in [(1_800_000_000, session), (1_700_000_000, SessionTool.turn[2])] {
      _ = try BuiltCommand(
        "agent-session", in: bench.directory,
        environment: ["LD_PRELOAD": try FaultLibrary.path, "FAULT_CLOCK": "\(seconds)"]
      ).run(["append", id], stdin: Array(lines.utf8))
    }
    #expect(try bench.run("-s", id, "next").status == 0)
    let killed = try bench.events(id).first { $0["type"] == "turn.failed" }
    #expect(killed?["error"]?["code"] == "killed" && killed?["duration_ms"] == 0)
  }
}

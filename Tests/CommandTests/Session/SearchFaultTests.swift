import AgentJSON
import AgentStore
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Searches at once, killed, on a full disk, and on bits that have flipped: the index is derived, so the answer is
/// right or there is none.
@Suite struct SessionSearchFaultTests {
  private static let question = "amber lantern"

  /// Sessions with a few dozen turns each.
  private func fill(_ tool: SessionTool, _ sessions: Int, turns: Int = 30) throws -> [String] {
    try (0..<sessions).map { session in
      let id = try tool.make(title: "session \(session)")
      let lines = (1...turns).flatMap { turn in
        [
          #"{"type":"turn.started","turn":\#(turn),"turn_id":"t","origin":"cli","input":[{"type":"message","role":"user","content":"question \#(turn) of w\#(turn % 7) \#(turn % 9 == 0 ? Self.question : "")"}]}"#,
          #"{"type":"item.completed","turn":\#(turn),"item":{"id":"i","type":"agent_message","text":"answer \#(turn) with w\#(session) and more words"}}"#,
        ]
      }
      try tool.append(id, lines)
      return id
    }
  }

  private var index: String { "cache/index.db" }

  private func search(_ tool: SessionTool) throws -> BuiltCommand.Result {
    try tool.run("search", "-j", "--limit", "100", Self.question)
  }

  @Test func manyAtOnceWhileOthersWrite() throws {
    let tool = SessionTool()
    let ids = try fill(tool, 4)
    let rounds = TestDose.count(4, full: 60)
    let result = try BuiltCommand("/bin/bash", in: tool.directory).run(
      [
        "-c",
        """
        for s in $(seq 8); do
          (for n in $(seq \(rounds)); do "$0" search -q lantern >/dev/null || echo "search $?"; done) &
        done
        for w in $(seq 3); do
          (for n in $(seq \(rounds)); do
            echo '{"type":"notice","level":"info","code":"x","message":"beryl '$w-$n'"}' | "$0" append -q \(ids[0]) >/dev/null
            i=$("$0" new) && "$0" delete -q --yes $i || echo "delete $?"
          done) &
        done
        wait
        """, tool.command.executable,
      ], timeout: 600_000)
    #expect(result.output.isEmpty && result.errors.isEmpty, "\(result.output)\(result.errors)")
    #expect(try tool.run("search", "-j", "--limit", "1000", "beryl").lines.count == 3 * rounds)
  }

  /// Killed at any moment of making the index, the next one goes on.
  @Test func killedAtAnyMoment() throws {
    let tool = SessionTool()
    _ = try fill(tool, 6, turns: 200)
    let whole = try search(tool).stdout
    #expect(!whole.isEmpty)
    var generator = SeededGenerator()
    let path = "\(tool.directory.runtime)/\(index)"
    for round in 0..<TestDose.count(15, full: 300) {
      if round % 3 == 0 { for suffix in ["", "-wal", "-shm"] { try? Files.remove(path + suffix) } }
      let child = try tool.command.spawn(
        ["search", "-q", "lantern"], input: .null, output: .null, error: .null)
      usleep(UInt32.random(in: 0...60_000, using: &generator))
      child.signal(SIGKILL)
      _ = child.wait()
      #expect(try search(tool).stdout == whole, "round \(round)")
    }
  }

  /// Every system call of a search that makes its index, and of one that finds it, may go wrong.
  @Test(arguments: [true, false]) func everyCallMayGoWrong(fresh: Bool) throws {
    let tool = SessionTool()
    _ = try fill(tool, 3)
    let whole = try search(tool).stdout
    let cache = "\(tool.directory.runtime)/cache"
    var generator = SeededGenerator()
    for kind in Fault.kinds {
      var at = TestDose.isFull ? 1 : Int.random(in: 1...9, using: &generator)
      while at < 400 {
        var fault = kind
        fault.at = at
        if fresh { for name in try Files.list(cache) { try Files.remove("\(cache)/\(name)") } }
        try? Files.remove(tool.directory.path("report"))
        let result = try BuiltCommand(
          "agent-session", in: tool.directory,
          environment: fault.environment(files: cache, report: tool.directory.path("report"))
        ).run(["search", "-j", "--limit", "100", Self.question])
        guard Files.exists(tool.directory.path("report")) else { break }
        let isKill = fault.action.kills && result.exit == .signal(9)
        // Of standard output, too.
        #expect(
          isKill || [0, 74, 75].contains(result.status), "\(fault): \(result.status) \(result.errors)")
        if result.status == 0 { #expect(result.stdout == whole, "\(fault)") }
        #expect(try search(tool).stdout == whole, "after \(fault)")
        at += TestDose.isFull ? 1 : 30
      }
    }
  }

  /// A flipped bit is noticed and the index made anew, or it hides something; nothing false is given out, and
  /// nothing crashes.
  @Test func flippedBits() throws {
    let tool = SessionTool()
    _ = try fill(tool, 3)
    let whole = try search(tool)
    let records = Set(whole.lines)
    let path = "\(tool.directory.runtime)/\(index)"
    let database = try Database(path, mode: .write)
    try database.emptyLog()
    let bytes = try Files.read(path)
    var generator = SeededGenerator()
    var right = 0
    let rounds = TestDose.count(60, full: 1000)
    for _ in 0..<rounds {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      var flipped = bytes
      flipped[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      for suffix in ["-wal", "-shm"] { try? Files.remove(path + suffix) }
      try Files.replace(path, with: flipped)
      let result = try search(tool)
      #expect([0, 1].contains(result.status), "byte \(place): \(result.status) \(result.errors)")
      if result.stdout == whole.stdout { right += 1 }
      for line in result.lines {
        let record = try JSON(parsing: line)
        #expect(
          records.contains(line)
            || records.contains { (try? JSON(parsing: $0)["doc"]) == record["doc"] },
          "byte \(place): \(line)")
      }
    }
    #expect(right * 10 >= rounds * 9, "\(right) of \(rounds)")
  }

  /// On a full disk the answer comes from memory.
  @Test func aFullDisk() throws {
    let tool = SessionTool()
    _ = try fill(tool, 3, turns: 200)
    let whole = try search(tool).stdout
    for suffix in ["", "-wal", "-shm"] { try? Files.remove("\(tool.directory.runtime)/\(index)\(suffix)") }
    let result = try BuiltCommand("/bin/bash", in: tool.directory).run([
      "-c", #"trap "" XFSZ; ulimit -f 4; "$0" search -j --limit 100 "$1" | cat"#, tool.command.executable,
      Self.question,
    ])
    #expect(result.status == 0 && result.stdout == whole, "\(result.errors)")
    #expect(try search(tool).stdout == whole)
  }

  /// Who holds the index for long makes others come again; what is in it is found all the same.
  @Test func anIndexThatIsHeldIsBusy() throws {
    let tool = SessionTool()
    let ids = try fill(tool, 1)
    let whole = try search(tool).stdout
    let database = try Database("\(tool.directory.runtime)/\(index)", mode: .write)
    try database.write {
      #expect(try search(tool).stdout == whole)
      try tool.append(ids[0], [SessionTool.note("beryl")])
      let result = try tool.run("search", "-j", "beryl")
      #expect(result.status == 75, "\(result.errors)")
      #expect(result.values.last?["exit"] == 75 && result.values.last?["retryable"] == true)
    }
    #expect(try tool.run("search", "beryl").status == 0)
  }
}

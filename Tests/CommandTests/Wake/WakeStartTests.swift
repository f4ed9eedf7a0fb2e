import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What becomes of a slot whose turn could not be started, or came to an end of which it could tell nothing.
struct WakeStartTests {
  /// `agent-wake` with nothing of the build beside it or in PATH but what the test puts there.
  private struct Lone {
    let bench: WakeBench
    let program: String
    let start = Int(time(nil))

    init() throws {
      bench = try WakeBench()
      program = try bench.link("agent-wake", as: "lone/agent-wake")
    }

    func put(_ script: String) throws { try bench.directory.write("lone/agent-turn", script, mode: 0o700) }

    func run(after seconds: Int = 0) throws -> BuiltCommand.Result {
      var environment = try bench.clock(start + seconds)
      environment["PATH"] = "/usr/bin:/bin"
      return try BuiltCommand(program, in: bench.directory, environment: environment).run("run", "-j")
    }
  }

  /// A row once the first attempt is over, and once the second is.
  private func expect(
    _ lone: Lone, _ id: String, _ state: String, _ reason: String, _ exit: Int, _ attempt: Int
  ) throws {
    let rows = try lone.bench.log(id)
    #expect(rows.count == 1)
    let row = try #require(rows.first)
    #expect(
      row["state"]?.string == state && row["reason"]?.string?.contains(reason) == true
        && row["exit_code"]?.int == exit && row["attempt"]?.int == attempt, "\(row.text)")
  }

  /// It is tried again, after a minute, until there are no attempts left.
  @Test(
    arguments: [
      (nil, "is not installed", 69), ("\u{1}\u{2}no program", "xec format", 74),
      ("#!/nonexistent/interpreter\n", "o such file", 69), ("#!/bin/sh\nkill -KILL $$\n", "was killed", 137),
      ("#!/bin/sh\necho 'try later' >&2\nexit 75\n", "try later", 75),
    ] as [(String?, String, Int)]) func itIsTriedAgain(_ script: String?, _ reason: String, _ exit: Int)
    throws
  {
    let lone = try Lone()
    if let script { try lone.put(script) }
    let id = try lone.bench.add("x", "--in", "0s", "--retries", "1")
    #expect(try lone.run(after: 1).status == 0)
    try expect(lone, id, "pending", reason, exit, 1)
    #expect(try lone.run(after: 30).output.isEmpty)
    #expect(try lone.run(after: 100).status == 2)
    try expect(lone, id, "failed", reason, exit, 2)
    #expect(try lone.run(after: 10_000).output.isEmpty)
    #expect(lone.bench.server.requests.isEmpty)
  }

  /// What ended well or for good is not tried again, whatever it says.
  @Test(arguments: [
    ("#!/bin/sh\n", "no record", 0), ("#!/bin/sh\necho '{'\n", "no record", 0),
    ("#!/bin/sh\nexit 9\n", "said nothing", 9),
    ("#!/bin/sh\necho '{\"error\":{\"message\":\"refused\"}}'\nexit 1\n", "refused", 1),
  ]) func itHasFailed(_ script: String, _ reason: String, _ exit: Int) throws {
    let lone = try Lone()
    try lone.put(script)
    let id = try lone.bench.add("x", "--in", "0s", "--retries", "5")
    #expect(try lone.run(after: 1).status == 2)
    try expect(lone, id, "failed", reason, exit, 1)
    #expect(try lone.run(after: 10_000).output.isEmpty)
  }

  /// The program comes back between two attempts.
  @Test func theSecondAttemptIsTold() throws {
    let lone = try Lone()
    let id = try lone.bench.add("x", "--in", "0s")
    #expect(try lone.run(after: 1).status == 0)
    try lone.put(
      """
      #!/bin/sh
      echo "{\\"exit_code\\":0,\\"text\\":\\"attempt $AGENT_WAKE_ATTEMPT\\"}"
      """)
    let second = try lone.run(after: 100)
    #expect(second.status == 0, "\(second.errors)")
    #expect(try lone.bench.states(id) == ["done"])
    #expect(try lone.bench.log(id).first?["attempt"]?.int == 2)
  }

  /// A directory that is gone is told at once: no attempt brings it back.
  @Test func theWorkspaceIsGone() throws {
    let bench = try WakeBench()
    let place = bench.directory.path("place")
    try Files.makeDirectory(place)
    let id = try bench.add("x", "--in", "0s", "--workspace", place, "--retries", "3")
    rmdir(place)
    #expect(try bench.run("run").status == 2)
    let row = try #require(try bench.log(id).first)
    #expect(row["state"]?.string == "failed" && row["exit_code"]?.int == 66 && row["attempt"]?.int == 1)
    #expect(row["reason"]?.string?.contains(place) == true)
    #expect(bench.server.requests.isEmpty)
  }
}

import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The step behind a turn that remembers what it came to.
@Suite struct AutoArchiveTests {
  private func memory(_ bench: TurnBench) -> MemoryTool { MemoryTool(bench.directory) }

  /// Waits until so many summaries are there; nobody tells when a step is over.
  private func summaries(_ bench: TurnBench, _ count: Int) throws -> [JSON] {
    let deadline = Deadline.after(milliseconds: 30_000)
    while true {
      let found = try memory(bench).run("list", "-j", "--scope", "all").values.filter {
        $0["kind"] == "turn_summary"
      }
      if found.count >= count || deadline.hasPassed { return found }
      usleep(20_000)
    }
  }

  @Test func aTurnIsRememberedOnceItIsSwitchedOn() throws {
    let bench = try TurnBench([.text("Green."), .text("Blue."), .text("Red.")])
    #expect(try bench.run("Which colour has the door?").status == 0)
    #expect(try memory(bench).run("add", "something").status == 0)
    #expect(try memory(bench).run("config", "set", "auto_archive=true").status == 0)
    #expect(try bench.run("Which colour has the shed?").status == 0)
    let found = try summaries(bench, 1)
    #expect(found.map { $0["text"] } == ["Asked: Which colour has the shed?\nAnswered: Blue."])
    let session = try #require(found.first?["session"]?.string)
    #expect(found[0]["id"]?.string == "turn:\(session):1")
    // By hand it is the same one; so the turn of another session is not in the way of it.
    let again = try memory(bench).run("archive", session, "-j")
    #expect(again.values.map { $0["op"] } == ["noop"])
    #expect(try bench.run("-s", session, "And the roof?").status == 0)
    #expect(try summaries(bench, 2).count == 2)
    #expect(try memory(bench).isSound())
  }

  /// The summary is what `archive` makes of the turn, whatever the session is like before it.
  @Test func itIsTheSummaryOfArchive() throws {
    let bench = try TurnBench((0..<3).map { .text("Answer \($0).") })
    let first = try bench.run("-j", "one")
    let session = try #require(first.values.first?["session"]?.string)
    #expect(try bench.run("-s", session, "two").status == 0)
    #expect(try memory(bench).run("add", "x").status == 0)
    #expect(try memory(bench).run("config", "set", "auto_archive=true").status == 0)
    #expect(try bench.run("-s", session, "three").status == 0)
    #expect(try summaries(bench, 1).map { $0["id"]?.string } == ["turn:\(session):3"])
    let rest = try memory(bench).run("archive", session, "-j").values
    #expect(rest.map { $0["op"] } == ["add", "add", "noop"])
  }

  /// Neither a turn that failed, nor one of which nothing is kept, nor one that takes nothing of the user's, nor
  /// one of a plugin that is off leaves anything; and a process is started only where there is a store.
  @Test func whatIsNotRemembered() throws {
    let answers = ["a", "b", "c", "d", "e"].map { ScriptedReply.text($0) }
    let bench = try TurnBench(answers + [.status(400), .text("f")])
    try bench.directory.write(
      "share/X/Resources/steps/probe.step.json",
      #"{"name":"probe","plugin":"memory","when":{"exists":"memory.db"},"exec":["probe"]}"#)
    try bench.directory.write(
      "bin/probe", "#!/bin/sh\necho \"$AGENT_SESSION\" >>\(bench.directory.path("ran"))\n", mode: 0o700)
    let environment = [
      "AGENT_SHARE_DIR": bench.directory.path("share"),
      "PATH": "\(bench.directory.path("bin")):/usr/bin:/bin",
    ]
    func run(_ arguments: String...) throws -> Int32 {
      try bench.command(environment).run(bench.address + arguments).status
    }
    #expect(try run("no store yet") == 0)
    try bench.directory.write("runtime/memory.db", "")
    #expect(try run("--ephemeral", "x") == 0)
    #expect(try run("--hermetic", "x") == 0)
    #expect(try run("--set", "builtin_plugins=[]", "x") == 0)
    #expect(try run("--memory", "off", "x") == 0)
    #expect(try run("x") == 1)
    // Each step that is started names its session, and one before the last would have done so by then.
    let last = try bench.command(environment).run(bench.address + ["-j", "x"])
    let session = try #require(last.values.first?["session"]?.string)
    let deadline = Deadline.after(milliseconds: 30_000)
    func ran() -> String { (try? bench.directory.read("ran")) ?? "" }
    while !ran().contains(session), !deadline.hasPassed { usleep(10_000) }
    #expect(ran() == "\(session)\n")
  }

  /// Whoever waits for the answer does not wait for the step, which has neither his terminal nor his pipes.
  @Test func nobodyWaitsForIt() throws {
    let bench = try TurnBench([.text("a")])
    try bench.directory.write(
      "share/X/Resources/steps/slow.step.json",
      #"{"name":"slow","plugin":"memory","exec":["slow-step"]}"#)
    let mark = bench.directory.path("mark")
    try bench.directory.write(
      "bin/slow-step",
      "#!/bin/sh\necho $$ >\(mark).new; echo said; echo said >&2; mv \(mark).new \(mark); exec sleep 600\n",
      mode: 0o700)
    let result = try bench.command([
      "AGENT_SHARE_DIR": bench.directory.path("share"),
      "PATH": "\(bench.directory.path("bin")):/usr/bin:/bin",
    ]).run(bench.address + ["x"], timeout: 60_000)
    #expect(result.status == 0 && result.output == "a\n" && !result.errors.contains("said"))
    let deadline = Deadline.after(milliseconds: 30_000)
    while !Files.exists(mark), !deadline.hasPassed { usleep(10_000) }
    let pid = try #require(Int32(try bench.directory.read("mark").filter(\.isNumber)))
    // It leads a session of its own and outlives agent-turn.
    #expect(getsid(pid) == pid)
    #expect(kill(pid, SIGKILL) == 0)
  }

  /// Keys are for models, not for what follows a turn.
  @Test func itIsToldNoKey() throws {
    let bench = try TurnBench([.text("a")])
    let canary = "canary-5f0e8d"
    try bench.directory.write(
      "share/X/Resources/steps/probe.step.json", #"{"name":"probe","plugin":"memory","exec":["probe-step"]}"#)
    let mark = bench.directory.path("mark")
    try bench.directory.write(
      "bin/probe-step",
      "#!/bin/sh\n(env; tr '\\0' ' ' </proc/$$/cmdline) >\(mark).new; mv \(mark).new \(mark)\n", mode: 0o700)
    let result = try bench.command([
      "AGENT_SHARE_DIR": bench.directory.path("share"), "OPENAI_API_KEY": canary, "ANTHROPIC_API_KEY": canary,
      "AGENT_API_KEY": canary, "PATH": "\(bench.directory.path("bin")):/usr/bin:/bin",
    ]).run(bench.address + ["x"])
    #expect(result.status == 0)
    let deadline = Deadline.after(milliseconds: 30_000)
    while !Files.exists(mark), !deadline.hasPassed { usleep(10_000) }
    let told = try bench.directory.read("mark")
    #expect(told.contains("AGENT_TURN=1") && !told.contains(canary))
  }
}

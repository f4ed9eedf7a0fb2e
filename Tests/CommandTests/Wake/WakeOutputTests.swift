import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Where the answer of a wakeup may go, when it is stored and when it is written.
struct WakeOutputTests {
  private func pipe(_ bench: WakeBench, _ name: String) throws {
    try Files.makeDirectory(bench.directory.work)
    #expect(mkfifo("\(bench.directory.work)/\(name)", 0o600) == 0)
  }

  @Test func whatIsNoFileIsRefused() throws {
    let bench = try WakeBench()
    try pipe(bench, "pipe")
    symlink("pipe", "\(bench.directory.work)/link")
    for (path, word) in [
      (".", "directory"), ("pipe", "named pipe"), ("link", "named pipe"), ("/dev/null", "device"),
      ("missing/answer", "no directory"),
    ] {
      let result = try bench.run("add", "x", "--in", "0s", "--output", path)
      #expect(result.status == 73 && result.errors.contains(word), "\(path): \(result.errors)")
      let rehearsal = try bench.run("add", "x", "--in", "0s", "--output", path, "-n")
      #expect(rehearsal.status == 73, "\(path)")
    }
    #expect(try bench.run("list", "--all").output.isEmpty)
    try bench.directory.write("work/old", "x")
    symlink("old", "\(bench.directory.work)/alias")
    for path in ["new", "old", "alias"] {
      #expect(try bench.run("add", "x", "--in", "1h", "--output", path).status == 0)
    }
  }

  /// Nothing is spent on an answer that has no place; when it has one again, the slot is run.
  @Test(arguments: ["pipe", "directory"]) func whatBecomesNoFileLater(_ kind: String) throws {
    let bench = try WakeBench()
    let path = "\(bench.directory.work)/answer"
    let id = try bench.add("Go.", "--in", "0s", "--output", "answer")
    if kind == "pipe" { try pipe(bench, "answer") } else { try Files.makeDirectory(path) }
    let now = Int(time(nil))
    #expect(try bench.run("run").status == 0)
    let row = try #require(try bench.log(id).first)
    #expect(row["state"]?.string == "pending" && row["exit_code"]?.int == 73, "\(row.text)")
    #expect(row["reason"]?.string?.contains("not a regular file") == true)
    #expect(bench.server.requests.isEmpty)
    if kind == "pipe" { unlink(path) } else { rmdir(path) }
    #expect(try bench.command(try bench.clock(now + 100)).run("run").status == 0)
    #expect(try bench.states(id) == ["done"])
    #expect(try bench.directory.read("work/answer").hasSuffix("Go.\n"))
  }

  /// One that becomes a pipe while the turn runs is neither waited for nor replaced: the log tells of it.
  @Test func whatBecomesAPipeMeanwhile() throws {
    let gate = Gate()
    let bench = try WakeBench(
      TestDirectory(),
      try ScriptedModelServer { _, _ in
        gate.wait()
        return .text("answer")
      })
    let id = try bench.add("Go.", "--in", "0s", "--output", "answer")
    let run = try bench.command().spawn(["run"], output: .null, error: .null)
    #expect(bench.server.waitForRequests(1))
    try pipe(bench, "answer")
    gate.open()
    #expect(run.wait(until: .after(milliseconds: 20_000)) == .code(0))
    let row = try #require(try bench.log(id).first)
    #expect(row["state"]?.string == "done" && row["reason"]?.string?.hasPrefix("--output: ") == true)
    #expect(try Files.status("\(bench.directory.work)/answer").map { $0.st_mode & S_IFMT } == S_IFIFO)
  }
}

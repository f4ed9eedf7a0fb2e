import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The tools of a turn: what a model schedules, and that it may do no more than the turn.
struct WakeToolTests {
  private func turn(_ bench: WakeBench, _ words: String...) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-turn", in: bench.directory).run(["--no-stdin", "-j"] + words + ["go"])
  }

  private func results(_ result: BuiltCommand.Result) -> [String] {
    result.values.filter { $0["type"]?.string == "item.completed" }
      .compactMap {
        $0["item"]?["output"]?.string ?? $0["item"]?["result"]?.string
          ?? $0["item"]?["aggregated_output"]?.string
      }
  }

  @Test func aModelSchedules() throws {
    let server = try ScriptedModelServer([
      .toolCall("scheduler_schedule", ["prompt": "Look again.", "delay_seconds": 0, "title": "again"]),
      .text("Scheduled."), .text("Looked."),
    ])
    let bench = try WakeBench(TestDirectory(), server)
    let result = try turn(bench, "--tools", "list,scheduler_schedule")
    #expect(result.status == 0, "\(result.errors)")
    let wakeup = try #require(try bench.run("list", "-j").values.first)
    let session = try #require(result.values.first?["session"]?.string)
    #expect(wakeup["title"]?.string == "again" && wakeup["session"]?.string == session)
    // At most what the turn had.
    #expect(
      wakeup["turn"]?["sandbox"]?.string == "read-only" && wakeup["turn"]?["approve"]?.string == "never")
    let tools = Set((wakeup["turn"]?["tools"]?.string ?? "").split(separator: ","))
    #expect(tools == ["list", "scheduler_schedule"])
    #expect(try bench.run("run").status == 0)
    #expect(try bench.log().first?["session"]?.string == session)
    #expect(bench.prompts.last?.hasSuffix("Look again.") == true)
  }

  /// The continuation has the model, the address, the sandbox and the limits that options gave to its turn.
  @Test func itGoesOnAsItsTurnWent() throws {
    let other = try ScriptedModelServer([
      .toolCall("scheduler_schedule", ["prompt": "Go on.", "delay_seconds": 0]), .text("Scheduled."),
      .text("Gone on."),
    ])
    let bench = try WakeBench()
    let workspace = bench.directory.path("place")
    try bench.directory.write("place/here.txt", "x")
    let result = try turn(
      bench, "--base-url", other.baseURL, "--model", "special", "--workspace", workspace, "-w",
      "--tools", "write,scheduler_schedule", "--max-requests", "7", "--max-tool-calls", "5", "--max-time",
      "50s")
    #expect(result.status == 0, "\(result.errors)")
    let stored = try #require(try bench.run("list", "-j").values.first?["turn"])
    let expected: [(String, JSON)] = [
      ("model", "special"), ("provider", "chat"), ("base_url", .string(other.baseURL)),
      ("workspace", .string(workspace)), ("sandbox", "workspace"), ("approve", "never"),
      ("max_requests", 7), ("max_tool_calls", 5), ("max_time", "50s"),
    ]
    for (name, value) in expected { #expect(stored[name] == value, "\(name)") }
    let run = try bench.run("run", "-j")
    #expect(run.status == 0, "\(run.output)")
    #expect(bench.server.requests.isEmpty)
    #expect(other.bodies.count == 3 && other.bodies.last?["model"]?.string == "special")
    #expect(
      Set(other.bodies.last?["tools"]?.array?.compactMap { $0["function"]?["name"]?.string } ?? [])
        == ["write", "scheduler_schedule"])
  }

  /// A turn that keeps nothing has no log to look at, and still gives no more than it has; one without the user's
  /// configuration goes on without it.
  /// Of a turn that says nothing of tools: those that only a search shows are among them, and a tool that was given by
  /// its file is not, since nobody gives it again.
  @Test(arguments: [[], ["--add-tool", "./mine"]]) func itHasTheToolsThatAreUsual(_ options: [String]) throws
  {
    let server = try ScriptedModelServer([
      .toolCall(
        "tool_call", ["tool": "scheduler_schedule", "arguments": ["prompt": "Go on.", "delay_seconds": 0]]),
      .text("Scheduled."), .text("Gone on."),
    ])
    let bench = try WakeBench(TestDirectory(), server)
    try bench.directory.write("work/mine", "#!/bin/sh\n# @describe Mine.\necho x\n", mode: 0o700)
    let result = try BuiltCommand("agent-turn", in: bench.directory).run(
      ["--no-stdin", "-j"] + options + ["go"])
    #expect(result.status == 0, "\(result.errors)")
    let stored = try #require(
      try bench.run("list", "-j").values.first?["turn"]?["tools"]?.string, "\(result.output.suffix(2000))")
    let tools = stored.split(separator: ",")
    #expect(tools.contains("bash") && tools.contains("scheduler_schedule") && tools.contains("view"))
    #expect(!tools.contains("tool_search") && !tools.contains("mine"))
    let run = try bench.run("run")
    #expect(run.status == 0, "\(run.output) \(run.errors)")
    #expect(server.requests.count == 3)
  }

  @Test(arguments: ["--ephemeral", "--hermetic"]) func itMayDoNoMore(_ option: String) throws {
    let server = try ScriptedModelServer([
      .toolCall("scheduler_schedule", ["prompt": "Go on.", "delay_seconds": 0]), .text("Scheduled."),
      .text("Gone on."),
    ])
    let bench = try WakeBench(TestDirectory(), server)
    let result = try turn(
      bench, option, "--base-url", server.baseURL, "--provider", "chat", "--model", "m", "--tools",
      "scheduler_schedule")
    #expect(result.status == 0, "\(result.errors)")
    let stored = try #require(try bench.run("list", "-j").values.first?["turn"])
    #expect(stored["tools"]?.string == "scheduler_schedule" && stored["sandbox"]?.string == "read-only")
    #expect(stored["hermetic"]?.bool == (option == "--hermetic" ? true : nil))
    #expect(try bench.run("run").status == 0)
    #expect(server.requests.count == 3)
  }

  @Test(arguments: [
    (#"{"prompt":"x","run_at":"2036-01-01T00:00:00"}"#, "2036-01-01T00:00:00.000Z"),
    (
      #"{"prompt":"x","run_at":"2036-01-01T00:00:00+01:00","interval_seconds":60}"#,
      "2035-12-31T23:00:00.000Z"
    ),
    (#"{"prompt":"x","run_at":"2036-01-01T00:00:00","delay_seconds":5}"#, "2036-01-01T00:00:00.000Z"),
    (#"{"prompt":"x","cron":"0 0 1 1 *","timezone":"Asia/Kathmandu"}"#, "-12-31T18:15:00.000Z"),
  ]) func waysToSayWhen(_ arguments: String, _ next: String) throws {
    let bench = try WakeBench()
    let result = try bench.run("--tool", "scheduler_schedule", stdin: arguments)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try bench.run("list", "-j").values.first?["next"]?.string?.hasSuffix(next) == true)
  }

  @Test(arguments: [
    #"{"prompt":"x"}"#, #"{"prompt":"","delay_seconds":1}"#, #"{"prompt":"x","delay_seconds":-1}"#,
    #"{"prompt":"x","interval_seconds":0}"#, #"{"prompt":"x","cron":"often"}"#,
    #"{"prompt":"x","run_at":"soon"}"#,
    #"{"prompt":"x","delay_seconds":1e300}"#, #"{"prompt":"x","cron":"0 0 * * *","timezone":"../x"}"#, "[]",
    "{",
    #"{"prompt":"x","cron":"0 0 30 2 *"}"#,
  ]) func oddArguments(_ arguments: String) throws {
    let bench = try WakeBench()
    let result = try bench.run("--tool", "scheduler_schedule", stdin: arguments)
    #expect([64, 65].contains(result.status), "\(result.status) \(result.errors)")
    #expect(try bench.run("list", "--all").output.isEmpty)
  }

  @Test func listAndCancel() throws {
    let bench = try WakeBench()
    let id = try bench.add("x", "--every", "1h")
    #expect(try bench.run("--tool", "scheduler_list", stdin: "{}").output.contains(id))
    let cancel = #"{"job_id":"\#(id)"}"#
    #expect(try bench.run("--tool", "scheduler_cancel", stdin: cancel).output == "Cancelled: \(id)\n")
    #expect(
      try bench.run("--tool", "scheduler_cancel", stdin: cancel).output == "It was over already: \(id)\n")
    #expect(try bench.run("--tool", "scheduler_cancel", stdin: #"{"job_id":"nosuch"}"#).status == 66)
    #expect(
      try bench.run("--tool", "scheduler_list", stdin: #"{"include_done":false}"#).output
        == "Nothing is scheduled.\n")
  }

  /// The service is restarted when the turn is over, and the continuation comes once.
  @Test func restartAndWakeUp() throws {
    let server = try ScriptedModelServer([
      .toolCall("scheduler_restart_and_wakeup", ["prompt": "Go on."]), .text("See you."), .text("Back."),
    ])
    let bench = try WakeBench(TestDirectory(), server)
    try bench.directory.write("runtime/serve.json", "{}")
    try bench.directory.write(
      "programs/agent-serve", "#!/bin/sh\necho \"$1\" >>\"$HOME/calls\"\n", mode: 0o700)
    let result = try turn(bench, "--tools", "scheduler_restart_and_wakeup")
    #expect(result.status == 0, "\(result.errors)")
    let session = try #require(result.values.first?["session"]?.string)
    let command = bench.command([
      "PATH": "\(bench.directory.path("programs")):\(BuiltCommand.directory):/usr/local/bin:/usr/bin:/bin"
    ])
    for _ in 0..<3 { #expect(try command.run("run").status == 0) }
    #expect(server.requests.count == 3)
    #expect(bench.prompts.last?.hasSuffix("Go on.") == true)
    #expect(try bench.log().map { $0["session"]?.string } == [session])
    let isInstalled = Files.exists(Path.join(BuiltCommand.directory, "agent-serve"))
    guard isInstalled else {
      #expect(try bench.directory.read("home/calls") == "restart\n")
      return
    }
    // The server that was started instead.
    for _ in 0..<400 where (try? bench.directory.read("runtime/serve.json"))?.contains("pid") != true {
      usleep(25_000)
    }
    #expect(try BuiltCommand("agent-serve", in: bench.directory).run("stop").status == 0)
  }
}

import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// A turn with hooks.
struct HookBench {
  let bench: TurnBench

  init(_ replies: [ScriptedReply] = []) throws { bench = try TurnBench(replies) }

  /// A hook that writes the point and what it reads to a file of the test's, and then does what the script says.
  func hook(_ name: String, _ script: String = "", settings: String? = nil) throws {
    let (points, inputs) = (bench.directory.path("points"), bench.directory.path("inputs"))
    try bench.directory.write(
      "runtime/hooks/\(name)",
      "#!/bin/sh\ninput=$(cat)\necho \"$AGENT_HOOK\" >> \(points)\nprintf '%s\\n' \"$input\" >> \(inputs)\n"
        + "\(script)\n",
      mode: 0o700)
    if let settings { try bench.directory.write("runtime/hooks/\(name).json", settings) }
  }

  /// The points that were asked at, in order.
  var points: [String] {
    ((try? bench.directory.read("points")) ?? "").split(separator: "\n").map(String.init)
  }

  func inputs() throws -> [JSON] {
    try bench.directory.read("inputs").split(separator: "\n").map { try JSON(parsing: String($0)) }
  }

  static let call = ScriptedReply.toolCall("bash", ["command": "echo ran > /tmp/x; echo out"], id: "c1")
}

@Suite struct TurnHookTests {
  static let points = [
    "session.created", "session.loaded", "message.submit.before", "message.submit.after", "turn.before",
    "context.build.before", "provider.call.before", "provider.call.after", "context.build.after",
    "request.before", "request.after", "tool.call.before", "shell.bash.before", "shell.bash.after",
    "tool.call.after", "tool.call.error", "turn.stop", "turn.after", "session.closed",
  ]

  /// A command may lay what it wants into an environment of the workspace that is first in PATH.
  @Test func programsOfTheWorkspaceAreNotThoseOfAHook() throws {
    let mine = ScriptedReply.toolCall(
      "bash",
      ["command": "mkdir -p bin; for n in sh cat python3; do ln -s /bin/false bin/$n; done"])
    let bench = try TurnBench([mine, .text("done")])
    try bench.directory.write(
      "runtime/hooks/tool.call.after.d/a",
      "#!/usr/bin/env sh\ncommand -v cat >\(bench.directory.path("said")); cat >/dev/null\n", mode: 0o700)
    let path = "\(bench.directory.work)/bin:/usr/bin:/bin"
    #expect(try bench.command(["PATH": path]).run(bench.address + ["-w", "go"]).status == 0)
    #expect(try bench.directory.read("said") == "/usr/bin/cat\n")
  }

  @Test func eachPointIsAskedInItsPlace() throws {
    let hooks = try HookBench([HookBench.call, .text("done"), .text("again")])
    for point in Self.points { try hooks.hook("\(point).d/a") }
    #expect(try hooks.bench.run("--providers", "cwd", "go").output == "done\n")
    let request = [
      "context.build.before", "provider.call.before", "provider.call.after", "context.build.after",
      "request.before", "request.after",
    ]
    let ending = ["turn.stop", "turn.after", "session.closed"]
    let call = ["tool.call.before", "shell.bash.before", "shell.bash.after", "tool.call.after"]
    #expect(
      hooks.points == ["session.created", "message.submit.before", "message.submit.after", "turn.before"]
        + request
        + call + request + ending)
    let inputs = try hooks.inputs()
    let id = try #require(hooks.bench.sessions().first)
    #expect(
      inputs.allSatisfy { $0["session_id"]?.string == id && $0["cwd"]?.string == hooks.bench.directory.work })
    #expect(inputs.allSatisfy { $0["transcript_path"]?.string?.hasSuffix("/sessions/\(id).ndjson") == true })
    #expect(inputs[1]["hook_event_name"] == "UserPromptSubmit" && inputs[1]["prompt"] == "go")
    let before = try #require(inputs.first { $0["hook_point"] == "tool.call.before" })
    #expect(before["hook_event_name"] == "PreToolUse" && before["tool_name"] == "bash")
    #expect(before["tool_input"]?["command"]?.string?.hasPrefix("echo ran") == true)
    let after = try #require(inputs.first { $0["hook_point"] == "tool.call.after" })
    #expect(after["tool_response"]?["output"]?.string == "out\n")
    #expect(inputs.last { $0["hook_point"] == "turn.after" }?["exit_code"] == 0)
    #expect(try hooks.bench.run("-c", "more").output == "again\n")
    #expect(hooks.points.contains("session.loaded"))
  }

  @Test(arguments: [["-w"], ["--sandbox", "off"], ["--hermetic"], ["-j"], ["--ephemeral"]])
  func aCallThatIsRefusedDoesNotRunInAnyMode(_ options: [String]) throws {
    let hooks = try HookBench([
      .toolCall("bash", ["command": "touch ran"]), .text("as you wish"),
    ])
    try hooks.hook("PreToolUse.d/guard", "echo 'not here' >&2; exit 2", settings: #"{"matcher":"Bash"}"#)
    #expect(try hooks.bench.run(options + ["go"]).status == 0)
    #expect(!Files.exists(hooks.bench.directory.path("work/ran")))
    let told = TurnToolCallTests.outputs(hooks.bench.server.bodies[1]).values.first
    #expect(told?.contains("not here") == true && told?.hasPrefix("Error: ") == true)
  }

  @Test(arguments: ["message.submit.before", "turn.before", "context.build.before", "request.before"])
  func aNoBeforeTheTurnsWorkFailsIt(_ point: String) throws {
    let hooks = try HookBench([.text("never")])
    try hooks.hook("\(point).d/guard", "echo 'too secret' >&2; exit 2")
    let result = try hooks.bench.run("-j", "the secret word")
    #expect(result.status == 4)
    #expect(result.values.last?["type"] == "turn.failed")
    #expect(result.values.last?["error"]?["code"] == "approval_denied")
    #expect(result.values.last?["error"]?["message"]?.string?.contains("too secret") == true)
    #expect(hooks.bench.server.requests.isEmpty)
    // What is refused before it is accepted is in no log.
    let isKept = try hooks.bench.log().contains { $0.contains("the secret word") }
    #expect(isKept == (point != "message.submit.before"))
  }

  @Test func aQueuedMessageThatIsRefusedIsNeverShownToTheModel() throws {
    let hooks = try HookBench([.text("first"), .text("second")])
    _ = try hooks.bench.run("one")
    let id = try #require(hooks.bench.sessions().first)
    #expect(try hooks.bench.session("send", id, "the secret word").status == 0)
    try hooks.hook("message.submit.before.d/guard", "case $input in *secret*) exit 2;; esac")
    #expect(try hooks.bench.run("-s", id, "two").status == 4)
    #expect(try hooks.bench.run("-s", id, "three").output == "second\n")
    #expect(!hooks.bench.server.bodies.contains { $0.text.contains("the secret word") })
    #expect(hooks.bench.server.bodies.last?.text.contains("three") == true)
  }

  @Test func wordsBecomeContext() throws {
    let hooks = try HookBench([HookBench.call, .text("done")])
    try hooks.hook("SessionStart.d/a", "echo from-start")
    try hooks.hook("UserPromptSubmit.d/a", "echo from-prompt")
    try hooks.hook("PostToolUse.d/a", "echo from-tool")
    try hooks.hook("context.build.after.d/a", "echo from-context")
    #expect(try hooks.bench.run("go").status == 0)
    let bodies = hooks.bench.server.bodies.map(\.text)
    #expect(
      bodies[0].contains("from-start") && bodies[0].contains("from-prompt")
        && !bodies[0].contains("from-tool"))
    #expect(
      TurnToolCallTests.outputs(hooks.bench.server.bodies[1])["c1"]?.contains("from-tool</hook_context>")
        == true)
    #expect(bodies.allSatisfy { $0.contains("from-context") })
    let log = try hooks.bench.log().joined()
    #expect(log.contains("from-prompt") && log.contains("from-tool") && !log.contains("from-context"))
  }

  @Test func argumentsThatAreChangedRunAndAreCheckedAnew() throws {
    let hooks = try HookBench([HookBench.call, .text("done")])
    try hooks.hook("tool.call.before.d/a", #"echo '{"updatedInput":{"command":"echo other"}}'"#)
    #expect(try hooks.bench.run("go").status == 0)
    #expect(TurnToolCallTests.outputs(hooks.bench.server.bodies[1])["c1"] == "other\n")
    let started = try hooks.bench.events().first { $0["type"] == "item.started" }
    #expect(started?["item"]?["arguments"]?["command"] == "echo other")

    let wrong = try HookBench([HookBench.call, .text("done")])
    try wrong.hook("tool.call.before.d/a", #"echo '{"updatedInput":{"commnad":"echo other"}}'"#)
    #expect(try wrong.bench.run("go").status == 0)
    #expect(TurnToolCallTests.outputs(wrong.bench.server.bodies[1])["c1"]?.contains("do not fit") == true)
  }

  @Test(arguments: ["open", "closed"])
  func aHookThatFailsIsPassedOverOrNot(_ fail: String) throws {
    let hooks = try HookBench([HookBench.call, .text("done")])
    try hooks.hook("tool.call.before.d/a", "exit 7", settings: #"{"fail":"\#(fail)"}"#)
    let result = try hooks.bench.run("-j", "go")
    #expect(result.status == 0)
    let output = TurnToolCallTests.outputs(hooks.bench.server.bodies[1])["c1"]
    #expect((output == "out\n") == (fail == "open"))
    let notices = result.values.filter { $0["type"] == "notice" && $0["code"] == "hook" }
    #expect(notices.count == (fail == "open" ? 1 : 0))
  }

  @Test func theEndCanBePutOff() throws {
    let hooks = try HookBench([.text("done?"), .text("now done")])
    try hooks.hook(
      "Stop.d/a",
      #"case $input in *'"stop_hook_active":true'*) exit 0;; esac; echo 'run the tests' >&2; exit 2"#)
    #expect(try hooks.bench.run("--format", "json", "go").values.first?["text"] == "now done")
    #expect(hooks.bench.server.bodies[1].text.contains("run the tests"))
    #expect(try hooks.bench.terminal()["type"] == "turn.completed")
  }

  @Test func aHookThatAlwaysPutsTheEndOffDoesNotHangTheTurn() throws {
    let hooks = try HookBench([])
    try hooks.hook("turn.stop.d/a", "exit 2")
    #expect(try hooks.bench.run("-q", "go").status == 0)
    #expect(hooks.bench.server.requests.count == 9)
  }

  @Test func aProviderMayBeLeftOut() throws {
    let hooks = try HookBench([.text("done")])
    try hooks.hook("provider.call.before.d/a", "exit 2", settings: #"{"matcher":"cwd"}"#)
    _ = try hooks.bench.run("go")
    let body = hooks.bench.server.bodies[0].text
    #expect(!body.contains(#"name=\"cwd\""#) && body.contains(#"name=\"date_and_time\""#))
  }

  @Test func noHookSeesAKey() throws {
    let hooks = try HookBench([HookBench.call, .text("done")])
    let file = hooks.bench.directory.path("environment")
    for point in Self.points { try hooks.hook("\(point).d/a", "env >> \(file)") }
    let command = hooks.bench.command([
      "OPENAI_API_KEY": "sk-canary", "AGENT_API_KEY": "canary-too", "MY_TOKEN": "canary",
    ])
    #expect(try command.run(hooks.bench.address + ["go"]).status == 0)
    let environment = try hooks.bench.directory.read("environment")
    #expect(environment.contains("AGENT_HOOK=turn.after"))
    #expect(!environment.contains("canary"))
  }

  @Test func whatOthersMayWriteStopsEveryTurn() throws {
    let hooks = try HookBench([])
    try hooks.hook("turn.before.d/a")
    try Files.replace(
      hooks.bench.directory.path("runtime/hooks/turn.before.d/a"), with: Array("#!/bin/sh\n".utf8),
      mode: 0o777)
    let result = try hooks.bench.run("go")
    #expect(result.status == 77 && result.errors.contains("chmod go-w"))
    #expect(hooks.bench.server.requests.isEmpty)
  }
}

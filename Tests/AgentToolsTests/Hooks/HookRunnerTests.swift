import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct HookRunnerTests {
  let bench = ToolBench()

  func hook(_ name: String, _ script: String, settings: String? = nil) throws {
    try bench.directory.write("runtime/hooks/\(name)", "#!/bin/sh\n\(script)\n", mode: 0o700)
    if let settings { try bench.directory.write("runtime/hooks/\(name).json", settings) }
  }

  func runner() throws -> HookRunner {
    HookRunner(
      try HookSet(bench.directory.runtimeDirectory),
      HookRunner.Scene(
        session: "s1", workspace: bench.directory.work, runtime: bench.directory.runtime, transcript: "/log",
        environment: ["PATH": "/usr/bin:/bin"]))
  }

  let call = HookRunner.Call(id: "c1", tool: "bash", arguments: ["command": "rm x"])

  @Test func aHookReadsWhatIsGoingOn() throws {
    try hook("PreToolUse.d/a", #"cat > input; env > environment; pwd > place"#)
    _ = try runner().before(call, cancellation: Cancellation())
    let input = try JSON(parsing: bench.directory.read("work/input"))
    #expect(input["hook_event_name"] == "PreToolUse" && input["hook_point"] == "tool.call.before")
    #expect(input["session_id"] == "s1" && input["transcript_path"] == "/log")
    #expect(input["cwd"]?.string == bench.directory.work)
    #expect(input["tool_name"] == "bash" && input["tool_use_id"] == "c1")
    #expect(input["tool_input"] == ["command": "rm x"])
    #expect(try bench.directory.read("work/environment").contains("AGENT_HOOK=tool.call.before\n"))
    #expect(try bench.directory.read("work/place") == bench.directory.work + "\n")
  }

  @Test func theFirstNoIsTheLastWord() throws {
    try hook("tool.call.before.d/10", "echo no >&2; exit 2")
    try hook("tool.call.before.d/20", "touch asked")
    let verdict = try runner().before(call, cancellation: Cancellation())
    #expect(verdict.refusal == "no")
    #expect(!Files.exists(bench.directory.path("work/asked")))
  }

  @Test func aChangeIsSeenByThoseBehind() throws {
    try hook("tool.call.before.d/10", #"echo '{"updatedInput":{"command":"ls"}}'"#)
    try hook("shell.bash.before.d/20", "cat > input")
    let verdict = try runner().before(call, cancellation: Cancellation())
    #expect(verdict.arguments == ["command": "ls"])
    #expect(try JSON(parsing: bench.directory.read("work/input"))["tool_input"] == ["command": "ls"])
  }

  @Test func matchersChoose() throws {
    try hook("tool.call.before.d/a", "exit 2", settings: #"{"matcher":"write|edit"}"#)
    #expect(try runner().before(call, cancellation: Cancellation()).refusal == nil)
    let write = HookRunner.Call(id: "c", tool: "write", arguments: [:])
    #expect(try runner().before(write, cancellation: Cancellation()).refusal != nil)
  }

  @Test(arguments: [false, true])
  func aHookThatDoesNotEndIsEnded(_ closed: Bool) throws {
    try hook(
      "tool.call.before.d/a", "trap '' TERM; while :; do sleep 1; done",
      settings: #"{"timeout":0.2,"fail":"\#(closed ? "closed" : "open")"}"#)
    let verdict = try runner().before(call, cancellation: Cancellation())
    #expect((verdict.refusal != nil) == closed)
    #expect((verdict.notices.first?.contains("200 ms") == true) == !closed)
  }

  @Test func aFloodIsBounded() throws {
    try hook("tool.call.after.d/a", "head -c 50000000 /dev/zero | tr '\\0' x")
    let said = try runner().after(call, "out", succeeded: true, cancellation: Cancellation())
    #expect((said.context?.utf8.count ?? .max) < 20_000)
  }

  @Test func behindACallTheNarrowPointComesFirst() throws {
    for point in ["shell.bash.after", "tool.call.after", "tool.call.error"] {
      try hook("\(point).d/a", "echo \(point)")
    }
    let well = try runner().after(call, "out", succeeded: true, cancellation: Cancellation()).context ?? ""
    let badly = try runner().after(call, "out", succeeded: false, cancellation: Cancellation()).context ?? ""
    #expect(well.contains("shell.bash.after</hook_context>\n<hook_context hook=\"a\">tool.call.after"))
    #expect(badly.contains("tool.call.error") && !badly.contains("tool.call.after"))
  }

  @Test(arguments: [
    ("exit 0", true), (#"echo '{"decision":"allow"}'"#, true), ("echo no >&2; exit 2", false),
    (#"echo '{"decision":"deny","reason":"no"}'"#, false), ("exit 1", false), ("sleep 9", false),
    (#"echo '{"decision":"ask"}'"#, false), (#"echo '{"continue":false}'"#, false),
  ])
  func anApprovalIsGivenOnlyByAWorkingHook(_ script: String, _ isAllowed: Bool) throws {
    try hook("approval.request.d/a", script, settings: #"{"timeout":1}"#)
    let approval = try runner().approve(call, reason: "writes", cancellation: Cancellation())
    #expect(approval.isAllowed == isAllowed && approval.hook == "a")
    #expect(!approval.reason.isEmpty)
  }

  @Test func withoutAHookNothingIsApproved() throws {
    let approval = try runner().approve(call, reason: "writes", cancellation: Cancellation())
    #expect(!approval.isAllowed && approval.hook == nil)
  }
}

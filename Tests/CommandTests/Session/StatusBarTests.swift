import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent-session status` for bars, and `--follow`.
@Suite struct StatusBarTests {
  private func bench(title: String = "a <b> #1") throws -> (SessionTool, String) {
    let tool = SessionTool()
    let id = try tool.make(title: title)
    try tool.append(
      id,
      SessionTool.turn + [
        #"{"type":"thread.started","thread_id":"x","model":"m#1","limits":{"context_tokens":1000}}"#,
        #"{"type":"request.completed","req":1,"status":200,"usage":{"input_tokens":100,"output_tokens":20}}"#,
        #"{"type":"turn.failed","error":{"code":"internal","message":"x"},"exit_code":70}"#,
      ])
    return (tool, id)
  }

  @Test(arguments: [
    (
      "waybar",
      #"{"text":"m#1 12% failed","alt":"failed","tooltip":"a &lt;b&gt; #1: failed","class":"failed","percentage":12}"#
    ),
    ("i3blocks", #"{"full_text":"m#1 12% failed","short_text":"failed"}"#), ("tmux", "m##1 12% failed"),
    ("{title}: {state} {context_percent}% {pid}{nosuch} {", "a <b> #1: failed 12%  {"),
  ])
  func aBarGetsItsLine(_ format: String, _ line: String) throws {
    let (tool, id) = try bench()
    let result = try tool.run("status", id, "--format", format)
    #expect(result.status == 0 && result.output == line + "\n", "\(result.output)\(result.errors)")
  }

  @Test func anUnknownFormatIsRefused() throws {
    let (tool, id) = try bench()
    #expect(try tool.run("status", id, "--format", "polybar").status == 64)
  }

  /// A line at once and one whenever it changes, of a session that comes later, too.
  @Test func followTellsChanges() throws {
    let bench = try TurnBench { _, _ in .text("never").silent }
    let follower = try BuiltCommand("agent-session", in: bench.directory).spawn(
      ["status", "--follow", "--format", "{state}"], output: .pipe, error: .null)
    defer {
      follower.signal(SIGKILL)
      _ = follower.wait()
      close(follower.standardOutput)
    }
    var text = ""
    func wait(for expected: String) -> Bool {
      while !text.hasSuffix(expected) {
        guard IO.poll(follower.standardOutput, for: POLLIN, timeout: 20_000) != 0,
          let bytes = try? IO.read(follower.standardOutput), !bytes.isEmpty
        else { return false }
        text += String(decoding: bytes, as: UTF8.self)
      }
      return true
    }
    #expect(wait(for: "\n"))
    let turn = try bench.start(["--no-stdin", "hello"])
    #expect(wait(for: "running\n"), "\(text)")
    turn.signal(SIGINT)
    #expect(turn.end() == .code(130))
    #expect(wait(for: "failed\n"), "\(text)")
    #expect(!text.contains("running\nrunning"))
  }

  @Test func itEndsWithItsReader() throws {
    let (tool, id) = try bench()
    let result = try BuiltCommand("/bin/bash", in: tool.directory).run(
      "-c", "agent-session status \(id) --follow --format tmux | head -n 1; echo ${PIPESTATUS[0]}")
    #expect(result.lines == ["m##1 12% failed", "141"])
  }
}

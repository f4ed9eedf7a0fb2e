import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct BashToolTests {
  let bench = ToolBench()

  func tool(_ mode: SandboxPolicy.Mode = .readOnly) -> BashTool {
    BashTool(SandboxPolicy(mode: mode, workspace: bench.directory.work))
  }

  func run(_ command: String, _ mode: SandboxPolicy.Mode = .readOnly, timeout: Double? = nil) throws
    -> ToolOutput
  {
    var arguments: JSONObject = ["command": .string(command)]
    if let timeout { arguments["timeout"] = JSON(timeout) }
    return try bench.run(tool(mode), .object(arguments))
  }

  @Test(arguments: SandboxPolicy.Mode.allCases)
  func outputErrorsAndStatus(_ mode: SandboxPolicy.Mode) throws {
    let result = try run("echo out; echo err >&2; read x || echo empty; exit 7", mode)
    #expect(result.text == "out\nerr\nempty\n[exit status 7]")
    #expect(!result.succeeded)
    #expect(result.itemFields["exit_code"] == 7)
    #expect(try run("true", mode) == ToolOutput("[no output]", itemFields: ["exit_code": 0]))
    #expect(try run("printf x", mode).text == "x")
    #expect(try run("kill -9 $$", mode).itemFields["exit_code"] == 137)
    #expect(try run("no-such-program", mode).itemFields["exit_code"] == 127)
  }

  @Test func whatMayBeWritten() throws {
    let script = "echo new >file; cat file"
    #expect(try run(script).text.contains("Read-only file system"))
    #expect(!Files.exists(bench.directory.path("work/file")))
    #expect(try run(script, .workspace).text == "new\n")
    #expect(try bench.directory.read("work/file") == "new\n")
    #expect(try run("echo x >/tmp/agentutils-bash-test; cat /tmp/agentutils-bash-test").text == "x\n")
    #expect(try run("cat /tmp/agentutils-bash-test").succeeded == false)
  }

  @Test(arguments: SandboxPolicy.Mode.allCases)
  func theTimeOfACallEndsIt(_ mode: SandboxPolicy.Mode) throws {
    let result = try run("echo begun; trap '' TERM; sleep 60", mode, timeout: 0.3)
    #expect(result.text.hasPrefix("begun\n[ended after "))
    #expect(result.itemFields["exit_code"] == 124)
    #expect(!result.succeeded)
  }

  func onTerminal(_ command: String, timeout: Double = 20) throws -> ToolOutput {
    try bench.run(tool(), ["command": .string(command), "pty": true, "timeout": JSON(timeout)])
  }

  @Test(arguments: [
    ("test -t 0 && test -t 1 && test -t 2 && echo terminal", "terminal\n"), ("stty size", "24 80\n"),
    ("printf '\\033[31mred\\033[0m\\n10\\r20\\n'", "red\n20\n"), ("tty >/dev/null; echo x >/dev/tty", "x\n"),
    ("cat; read line || echo empty", "empty\n"),
    ("python3 -c 'import sys; print(sys.stdin.read() + sys.stdin.readline())'", "\n"),
    ("echo $TERM", "xterm\n"), ("setsid -w tty >/dev/null; echo over", "over\n"),
  ])
  func aTerminal(_ command: String, _ text: String) throws {
    #expect(try onTerminal(command) == ToolOutput(text, itemFields: ["exit_code": 0]))
  }

  @Test(arguments: [
    "sleep 60", "trap '' HUP INT TERM; sleep 60", "setsid -f sleep 60; sleep 60", "stty raw; cat",
  ])
  func aTerminalEndsToo(_ command: String) throws {
    let result = try onTerminal("echo begun; \(command)", timeout: 0.4)
    #expect(result.text.hasPrefix("begun\n[ended after "), "\(result.text)")
    #expect(result.itemFields["exit_code"] == 124)
  }

  /// Whatever the policy, the tool says what a call may change.
  @Test func sideEffects() {
    func effects(_ policy: SandboxPolicy) -> ToolDescription.SideEffects {
      BashTool(policy).description.sideEffects
    }
    #expect(effects(SandboxPolicy(workspace: "/w")) == .read)
    #expect(effects(SandboxPolicy(mode: .workspace, workspace: "/w")) == .write)
    #expect(effects(SandboxPolicy(workspace: "/w", writable: ["/x"])) == .write)
    #expect(effects(SandboxPolicy(network: .host, workspace: "/w")) == .network)
    #expect(effects(SandboxPolicy(mode: .off, workspace: "/w")) == .destructive)
  }

  @Test func aLongOutputIsInAFile() throws {
    let context = try bench.context(outputLimit: 4000)
    let result = try tool().run(["command": "seq 1 100000"], in: context)
    #expect(result.text.hasPrefix("1\n2\n"))
    #expect(result.text.hasSuffix("\n100000\n"))
    #expect(result.text.utf8.count <= 4000)
    let file = try #require(result.itemFields["output_file"]?.string)
    #expect(file.hasPrefix(bench.directory.runtime))
    #expect(result.itemFields["truncated"]?["bytes"]?.int ?? 0 > 500_000)
  }
}

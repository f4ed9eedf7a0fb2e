import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What a sandbox lacks is told by agent-tool as by agent-turn, and refused with --strict.
@Suite struct ToolSandboxLackTests {
  let directory = TestDirectory()

  private func tool(_ arguments: String..., stdin: String? = nil) throws -> BuiltCommand.Result {
    let program = try WeakSandbox.copy(of: "agent-tool", in: directory)
    return try BuiltCommand(program, in: directory).run(arguments, stdin: stdin.map { Array($0.utf8) })
  }

  @Test func aCallTellsIt() throws {
    let text = try tool("call", "bash", "command=echo a")
    #expect(text.status == 0 && text.output == "a\n")
    #expect(text.errorLines.count == 1 && text.errors.contains(WeakSandbox.words), "\(text.errors)")
    let record = try tool("call", "bash", "command=echo a", "-j")
    #expect(record.errors.isEmpty)
    #expect(record.values.first?["notices"] == [.string(WeakSandbox.words)])
    // What needs no sandbox has nothing to tell.
    #expect(try tool("call", "list").errors.isEmpty)
  }

  @Test func aServerTellsIt() throws {
    let result = try tool("mcp", "serve", stdin: "")
    #expect(result.status == 0 && result.errors.contains(WeakSandbox.words), "\(result.errors)")
  }

  @Test func strictRefuses() throws {
    for arguments in [["call", "bash", "command=touch /tmp/x", "--strict"], ["mcp", "serve", "--strict"]] {
      let program = try WeakSandbox.copy(of: "agent-tool", in: directory)
      let result = try BuiltCommand(program, in: directory).run(arguments, stdin: [])
      #expect(result.status == 77 && result.output.isEmpty, "\(result.errors)")
      #expect(result.errors.contains(geteuid() == 0 ? "root" : WeakSandbox.words), "\(result.errors)")
    }
    #expect(try tool("call", "list", "--strict").status == 0)
  }

  @Test func theDoctorTellsIt() throws {
    let result = try tool("doctor", "-j")
    let finding = result.values.first { $0["object"] == "agent-sandbox" }
    #expect(finding?["level"] == "warning" && finding?["message"]?.string == WeakSandbox.words)
    #expect(try tool("doctor", "--strict").status == 1)
  }
}

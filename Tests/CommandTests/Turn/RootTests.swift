import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What is told to root, and refused with --strict.
@Suite struct RootTests {
  private func notices(_ bench: TurnBench) throws -> [String] {
    try bench.events().filter { $0["type"] == "notice" }.compactMap { $0["code"]?.string }
  }

  @Test(.enabled(if: geteuid() == 0)) func everyTurnWithProgramsTellsRoot() throws {
    let bench = try TurnBench()
    #expect(try bench.run("one").errors.contains("root"))
    #expect(try bench.run("-c", "two").status == 0)
    #expect(try notices(bench).filter { $0 == "root" }.count == 2)
  }

  @Test(arguments: ["none", "read,list,search"])
  func withoutProgramsThereIsNothingToTell(_ tools: String) throws {
    let bench = try TurnBench()
    #expect(try bench.run("--strict", "--tools", tools, "go").status == 0)
    #expect(try notices(bench).isEmpty)
  }

  @Test(.enabled(if: geteuid() == 0)) func strictRefusesRoot() throws {
    let bench = try TurnBench()
    let result = try bench.run("--strict", "go")
    #expect(result.status == 77 && result.errors.contains("root"), "\(result.errors)")
    #expect(bench.server.requests.isEmpty && bench.sessions().isEmpty)
  }

  @Test(.enabled(if: geteuid() == 0)) func anOrdinaryUserIsToldNothing() throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "id -u"]), .text("ok")])
    for program in ["agent-turn", "agent-sandbox"] {
      _ = try Unprivileged.copy(of: program, in: bench.directory)
    }
    for name in ["home", "work", "data"] { chmod(bench.directory.path(name), 0o777) }
    let user = Unprivileged.prefix
    let result = try BuiltCommand(
      user[0], in: bench.directory, environment: ["AGENT_RUNTIME_DIR": bench.directory.path("data/runtime")]
    ).run(
      Array(user.dropFirst()) + [bench.directory.path("agent-turn")] + bench.address + [
        "--strict", "-j", "go",
      ])
    // Where this system grants an ordinary user less than a whole sandbox, --strict says so.
    #expect(!result.output.contains(#""code":"root""#), "\(result.output)")
    #expect(result.status == 0 || result.output.contains(#""code":"sandbox""#), "\(result.output)")
  }

  /// A lack in the sandbox is told once a turn.
  @Test func aPartialSandboxIsToldOnce() throws {
    let bench = try TurnBench([
      .toolCall("bash", ["command": "echo a"]), .toolCall("bash", ["command": "echo b"]), .text("ok"),
    ])
    let turn = try WeakSandbox.copy(of: "agent-turn", in: bench.directory)
    let command = BuiltCommand(turn, in: bench.directory)
    #expect(try command.run(bench.address + ["go"]).status == 0)
    let told = try bench.events().filter { $0["code"] == "sandbox_incomplete" }
    #expect(told.count == 1 && told.first?["message"]?.string == WeakSandbox.words)
    let strict = try TurnBench([.toolCall("bash", ["command": "echo a"]), .text("ok")])
    if geteuid() != 0 {
      let result = try BuiltCommand(turn, in: bench.directory).run(strict.address + ["--strict", "-j", "go"])
      #expect(result.status == 77, "\(result.output)")
    }
  }
}

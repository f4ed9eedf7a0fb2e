import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct BashTests {
  /// The item of the one command that was run, when it was done.
  private func item(_ bench: TurnBench) throws -> JSON {
    try #require(
      try bench.events().first {
        $0["type"] == "item.completed" && $0["item"]?["type"] == "command_execution"
      }
    )["item"] ?? .null
  }

  private func run(_ command: String, _ options: [String] = []) throws -> (TurnBench, BuiltCommand.Result) {
    let bench = try TurnBench([.toolCall("bash", ["command": .string(command)]), .text("ok")])
    return (bench, try bench.run(options + ["go"]))
  }

  @Test func theEventsAreThoseOfACommand() throws {
    let (bench, result) = try run("echo out; echo err >&2; exit 3", ["-j", "--deltas"])
    #expect(result.status == 0)
    let item = try item(bench)
    #expect(item["command"] == "echo out; echo err >&2; exit 3")
    #expect(item["aggregated_output"] == "out\nerr\n[exit status 3]")
    #expect(item["exit_code"] == 3 && item["status"] == "failed")
    let output = result.values.filter { $0["kind"] == "tool_output" }
    #expect(output.compactMap { $0["delta"]?.string }.joined() == "out\nerr\n")
    #expect(output.allSatisfy { $0["item_id"] == item["id"] })
    let sent = TurnToolCallTests.outputs(bench.server.bodies[1])
    #expect(sent.values.first == "out\nerr\n[exit status 3]")
    let started = try bench.events().first { $0["type"] == "item.started" }
    #expect(started?["item"]?["command"] == item["command"])
  }

  /// What a model must not do, tried with each sandbox: the answer of the shell and what is there afterwards.
  @Test(arguments: ["read-only", "workspace"])
  func confined(_ sandbox: String) throws {
    let bench = try TurnBench([
      .toolCall(
        "bash",
        [
          "command": """
          echo x >inside && echo inside-written
          echo x >../outside
          cat ../secret && echo secret-read
          echo x >.git/hooks/pre-commit && echo hook-written
          (exec 3<>/dev/tcp/127.0.0.1/$(cat port)) && echo connected
          env | grep CANARY
          """
        ]), .text("ok"),
    ])
    try bench.directory.write("secret", "CANARY")
    for name in ["HEAD", "config"] { try bench.directory.write("work/.git/\(name)", "x") }
    let port = try #require(bench.server.baseURL.split(separator: ":").last?.prefix { $0.isNumber })
    try bench.directory.write("work/port", String(port))
    let command = bench.command([
      "OPENAI_API_KEY": "CANARY-1", "AGENT_API_KEY": "CANARY-2", "MY_TOKEN": "CANARY-3",
    ])
    let result = try command.run(bench.address + ["--sandbox", sandbox, "-j", "go"])
    #expect(result.status == 0, "\(result.errors)")
    let output = try #require(try item(bench)["aggregated_output"]?.string)
    #expect(output.contains("inside-written") == (sandbox == "workspace"), "\(output)")
    for word in ["secret-read", "hook-written", "connected", "CANARY-"] {
      #expect(!output.contains(word), "\(output)")
    }
    #expect(Files.exists(bench.directory.path("work/inside")) == (sandbox == "workspace"))
    #expect(!Files.exists(bench.directory.path("outside")))
    #expect(!Files.exists(bench.directory.path("work/.git/hooks/pre-commit")))
    for secret in ["CANARY-1", "CANARY-2", "CANARY-3"] {
      #expect(!result.output.contains(secret) && !result.errors.contains(secret))
    }
  }

  @Test(arguments: [
    (["-w", "--workspace", "/"], 77, "root directory"), (["--sandbox", "nosuch"], 64, "unknown sandbox"),
    (["-w", "--sandbox", "off"], 64, "contradicts"), (["--net", "some"], 64, "unknown network"),
    (["--writable", "/"], 77, "root directory"), (["--writable", "nowhere"], 66, "nowhere"),
    (["--readable", "nowhere"], 66, "nowhere"),
  ])
  func whatIsNoSandbox(_ options: [String], _ status: Int32, _ words: String) throws {
    let bench = try TurnBench()
    let result = try bench.run(options + ["go"])
    #expect(result.status == status)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(bench.sessions().isEmpty)
  }

  @Test func homeAndTheRuntimeDirectoryAreNoWorkspace() throws {
    let bench = try TurnBench()
    let home = try bench.command(["HOME": bench.directory.work]).run(bench.address + ["-w", "go"])
    #expect(home.status == 77 && home.errors.contains("home directory"), "\(home.errors)")
    let above = try bench.run("-w", "--workspace", bench.directory.root, "go")
    #expect(above.status == 77 && above.errors.contains("holds the runtime directory"), "\(above.errors)")
  }

  /// Without agent-sandbox nothing is run, unless a person says that it may.
  @Test func nothingRunsUnconfinedByItself() throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "echo ran"]), .text("ok")])
    let alone = try bench.directory.write(
      "bin/agent-turn", try Files.read(Path.join(BuiltCommand.directory, "agent-turn")), mode: 0o700)
    let result = try BuiltCommand(alone, in: bench.directory, environment: ["PATH": "/usr/bin:/bin"])
      .run(bench.address + ["-j", "go"])
    #expect(result.status == 77, "\(result.errors)")
    #expect(try bench.terminal()["error"]?["code"] == "sandbox")
    #expect(try bench.events().allSatisfy { $0["type"] != "item.started" })
  }
}

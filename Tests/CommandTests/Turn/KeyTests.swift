import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct TurnKeyTests {
  static let canary = "sk-canary-0123456789"

  @Test func withoutAKeyNothingIsSent() throws {
    let result = try BuiltCommand("agent-turn", in: TestDirectory()).run(
      "--base-url", "https://example.org/v1", "-j", "hi")
    #expect(result.status == 77)
    #expect(result.values.last?["error"]?["code"] == "auth")
  }

  @Test func aKeyFileMustBeOursAlone() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/key", Self.canary + "\n", mode: 0o644)
    let open = try bench.run("--key-file", "key", "hi")
    #expect(open.status == 77)
    #expect(open.errors.contains("chmod 600") && !open.errors.contains("canary"))
    #expect(try bench.run("--key-file", "gone", "hi").status == 77)
    chmod(bench.directory.path("work/key"), 0o600)
    #expect(try bench.run("--key-file", "key", "hi").status == 0)
    #expect(bench.server.requests.map { $0.headers["authorization"] } == ["Bearer \(Self.canary)"])
  }

  @Test func aKeyComesFromACommandOrTheEnvironment() throws {
    let bench = try TurnBench()
    #expect(try bench.run("--key-command", "echo \(Self.canary)", "hi").status == 0)
    #expect(try bench.command(["AGENT_API_KEY": Self.canary]).run(bench.address + ["hi"]).status == 0)
    #expect(try bench.command(["OPENAI_API_KEY": Self.canary]).run(bench.address + ["hi"]).status == 0)
    let sent = bench.server.requests.map { $0.headers["authorization"] }
    #expect(sent == ["Bearer \(Self.canary)", "Bearer \(Self.canary)", nil])
  }

  /// A server that says the key back, in an error and to a tool's call.
  @Test(arguments: [200, 400, 401, 500])
  func aKeyIsShownNowhere(_ status: Int) throws {
    let reply: ScriptedReply =
      status == 200 ? .text("fine") : .failure(status, code: "odd", message: "the key \(Self.canary) is bad")
    let bench = try TurnBench([.toolCall("list", [:])], then: reply)
    let result = try bench.command(["AGENT_API_KEY": Self.canary]).run(
      bench.address + ["-j", "-v", "--deltas", "--retries", "1", "hi"])
    #expect(!result.output.contains("canary") && !result.errors.contains("canary"))
    let grep = BuiltCommand("/bin/grep", in: bench.directory)
    #expect(try grep.run("-r", "canary", bench.directory.runtime).status == 1)
    #expect(bench.server.requests.allSatisfy { $0.headers["authorization"] == "Bearer \(Self.canary)" })
  }

  @Test func toolsDoNotGetTheKey() throws {
    let bench = try TurnBench([.toolCall("slow", [:])])
    let environment = try bench.slowTool().merging(["AGENT_API_KEY": Self.canary]) { $1 }
    let child = try bench.command(environment).spawn(bench.address + ["hi"], output: .null, error: .null)
    let tool = try bench.slowProcess()
    for file in ["environ", "cmdline"] {
      let text = String(decoding: try Files.read("/proc/\(tool)/\(file)"), as: UTF8.self)
      #expect(!text.isEmpty && !text.contains("canary"))
    }
    #expect(!String(decoding: try Files.read("/proc/\(child.pid)/cmdline"), as: UTF8.self).contains("canary"))
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
  }
}

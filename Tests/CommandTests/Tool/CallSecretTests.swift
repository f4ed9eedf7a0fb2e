import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// A key that a tool finds is in nothing that agent-tool tells of it.
@Suite struct ToolCallSecretTests {
  let directory = TestDirectory()
  private static let canary = "sk-canary-0123456789abcdef"

  /// A tool that prints what it finds, as text, as base64 and on standard error.
  private func leaky(_ status: Int) throws {
    try directory.write("runtime/.env", "OPENAI_API_KEY=\(Self.canary)\n")
    try directory.write(
      "runtime/tools/leaky",
      "#!/bin/sh\n# @describe d\necho \(Self.canary); printf %s \(Self.canary) | base64\n"
        + "echo \(Self.canary) >&2\nexit \(status)\n", mode: 0o700)
  }

  private func expectNone(_ text: String) {
    for form in CanaryTests.forms(of: Self.canary) { #expect(!text.contains(form), "\(text)") }
  }

  @Test(arguments: [[], ["-j"]], [0, 3])
  func aCallTellsNone(_ options: [String], _ status: Int) throws {
    try leaky(status)
    let result = try BuiltCommand("agent-tool", in: directory).run(["call", "leaky"] + options)
    #expect(result.status == Int32(status), "\(result.errors)")
    #expect(result.output.contains("<secret>"))
    expectNone(result.output + result.errors)
  }

  /// The key may stand in settings, too; and what refuses a call repeats the words of the call.
  @Test func anErrorTellsNone() throws {
    try directory.write("runtime/agent_config.json", #"{"api_key":"\#(Self.canary)"}"#)
    let result = try BuiltCommand("agent-tool", in: directory).run(
      "call", "view", "source=/gone/\(Self.canary)")
    #expect(result.status == 77 && result.errors.contains("<secret>"), "\(result.errors)")
    expectNone(result.errors)
  }

  /// Hooks learn what the model would.
  @Test func hooksAreToldNone() throws {
    try leaky(0)
    try directory.write(
      "runtime/hooks/tool.call.after.d/note", "#!/bin/sh\ncat >\(directory.path("told"))\n", mode: 0o700)
    #expect(try BuiltCommand("agent-tool", in: directory).run("call", "leaky").status == 0)
    let told = try directory.read("told")
    #expect(told.contains("<secret>"))
    expectNone(told)
  }

  /// Neither does a hook that says no, to whoever asked.
  @Test func aRefusalTellsNone() throws {
    try leaky(0)
    try directory.write(
      "runtime/hooks/tool.call.before.d/no", "#!/bin/sh\necho no: \(Self.canary) >&2\nexit 2\n", mode: 0o700)
    let called = try BuiltCommand("agent-tool", in: directory).run("call", "leaky")
    #expect(called.status == 4 && called.errors.contains("<secret>"), "\(called.errors)")
    expectNone(called.output + called.errors)
    let answer = try served()
    #expect(answer.contains("<secret>") && answer.contains("no: "), "\(answer)")
    expectNone(answer)
  }

  @Test func aServerTellsNone() throws {
    try leaky(0)
    let text = try served()
    #expect(text.contains("<secret>"))
    expectNone(text)
  }

  /// The answer to a call of `leaky` over MCP.
  private func served() throws -> String {
    let meta: JSON = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    let call: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "tools/call",
      "params": ["name": "leaky", "arguments": [:], "_meta": meta],
    ]
    // Calls under way at the end of the input have only a moment.
    let child = try BuiltCommand("agent-tool", in: directory).spawn(
      ["mcp", "serve"], input: .pipe, output: .pipe, error: .null)
    defer { child.signalGroup(9) }
    try IO.writeAll(child.standardInput, call.bytes + [0x0a])
    var answer: [UInt8] = []
    while answer.last != 0x0a {
      let bytes = try IO.read(child.standardOutput)
      if bytes.isEmpty { break }
      answer += bytes
    }
    return String(decoding: answer, as: UTF8.self)
  }

  @Test func aServersToolTellsNone() throws {
    try directory.write("runtime/.env", "OPENAI_API_KEY=\(Self.canary)\n")
    let server = Checkout.path("Tests/Peers/fake_server.py")
    try directory.write(
      "runtime/agent_config.json",
      JSON.object([
        "mcp_servers": [
          "fake": [
            "command": "python3", "args": [.string(server), "modern"],
            "readable": [.string(Path.parent(server))],
          ]
        ]
      ]).text)
    for arguments in [["mcp", "call", "fake", "echo"], ["call", "fake__echo"]] {
      let result = try BuiltCommand("agent-tool", in: directory).run(
        arguments + ["text=\(Self.canary)", "--approve", "all"])
      #expect(result.status == 0 && result.output.contains("<secret>"), "\(result.errors)")
      expectNone(result.output + result.errors)
    }
  }
}

import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The verbs about servers, and servers of other people.
@Suite struct ToolMCPTests {
  let directory = TestDirectory()

  private func mcp(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltCommand.Result
  {
    try BuiltCommand("agent-tool", in: directory, environment: environment).run(["mcp"] + arguments)
  }

  private var settings: JSON {
    get throws { try JSON(parsing: directory.read("runtime/agent_config.json")) }
  }

  @Test func serversAreSetUpAndTakenAway() throws {
    try directory.write("runtime/agent_config.json", #"{"model":"x"}"#)
    let added = try mcp(
      "add", "time", "--env", "TOKEN=secret-1", "--net", "host", "--timeout", "5s", "-j", "--", "prog", "-x")
    #expect(added.status == 0 && added.values.first?["replaced"] == false)
    #expect(!added.output.contains("secret-1"))
    #expect(
      try mcp("add", "web", "--url", "https://example.com/mcp?key=secret-2", "--header", "A: secret-3").status
        == 0)
    let (servers, model) = (try settings["mcp_servers"], try settings["model"])
    #expect(
      servers?["time"]
        == [
          "command": "prog", "args": ["-x"], "env": ["TOKEN": "secret-1"], "net": "host", "timeout": "5s",
        ])
    #expect(servers?["web"]?["headers"] == ["A": "secret-3"] && model == "x")
    let list = try mcp("list")
    #expect(list.lines.count == 2 && list.lines[0].contains("time") && list.lines[0].contains("prog -x"))
    for text in [list.output, try mcp("list", "-j").output] { #expect(!text.contains("secret")) }
    let shown = try BuiltCommand("agent-config", in: directory).run("get")
    #expect(!shown.output.contains("secret"))
    #expect(try mcp("remove", "time").status == 0 && mcp("remove", "web").status == 0)
    #expect(try settings == ["model": "x"])
    #expect(try mcp("list").output.isEmpty)
    let log = try directory.read("runtime/logs/runtime.ndjson")
    #expect(log.contains(#""keys":["mcp_servers"]"#) && !log.contains("secret"))
  }

  @Test func rehearsalsSayWhatWouldBe() throws {
    #expect(try mcp("add", "a", "-n", "--", "b").output == "would add a\n")
    #expect(try mcp("add", "a", "--", "b").output == "added a\n")
    #expect(try mcp("add", "a", "-n", "--", "c").output == "would replace a\n")
    #expect(try mcp("remove", "a", "-n").output == "would remove a\n")
    #expect(try mcp("remove", "a", "-n", "-j").values.first?["removed"] == false)
    #expect(try mcp("list").output.contains("b"))
  }

  @Test(arguments: [
    ["add", "x"], ["add", "x", "--url", "https://a", "--", "b"], ["add", "x", "--header", "A: b", "--", "b"],
    ["add", "x", "--url", "https://a", "--env", "A=b"], ["add", "x", "--env", "A", "--", "b"],
    ["add", "x", "--url", "https://a", "--header", "A"], ["add", "x", "--net", "all", "--", "b"],
    ["add", "x__y", "--", "b"], ["add", "x", "--side-effects", "few", "--", "b"],
  ])
  func usage(_ arguments: [String]) throws {
    let result = try BuiltCommand("agent-tool", in: directory).run(["mcp"] + arguments)
    #expect(result.status == 64 && result.errorLines.count == 1, "\(result.errors)")
    #expect(!Files.exists(directory.path("runtime/agent_config.json")))
  }

  /// A workspace names no servers, in whatever file.
  @Test func aWorkspaceSetsUpNothing() throws {
    let server = #"{"mcp_servers":{"evil":{"command":"touch","args":["\#(directory.path("evil"))"]}}}"#
    try directory.write("work/.agent/config.json", server)
    try directory.write("work/.mcp.json", server.replacing("mcp_servers", with: "mcpServers"))
    let list = try mcp("list")
    #expect(list.output.isEmpty && list.errors.contains("may not be set by a workspace"))
    #expect(try mcp("probe").output.isEmpty && !Files.exists(directory.path("evil")))
  }

  private func fake(_ behaviour: String, _ more: String...) throws {
    let script = Checkout.path("Tests/Peers/fake_server.py")
    let result = try BuiltCommand("agent-tool", in: directory)
      .run(["mcp", "add", "fake"] + more + ["--", "/usr/bin/python3", script, behaviour])
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func aServerIsConfined() throws {
    let secret = try directory.write("secret", "x")
    try fake("where", "--env", "SECRET_FILE=\(secret)", "--env", "GIVEN=${FROM}")
    let keys = [
      "OPENAI_API_KEY": "CANARY", "AGENT_API_KEY": "CANARY", "OTHER": "CANARY", "FROM": "given",
    ]
    let result = try mcp("call", "fake", "act", environment: keys)
    #expect(result.status == 0, "\(result.errors)")
    let told = try JSON(parsing: result.output)
    #expect(told["cwd"]?.string == directory.work && told["secret"] == false && told["writes"] == false)
    #expect(told["environment"]?["GIVEN"] == "given")
    #expect(!result.output.contains("CANARY"))
    try fake("where", "--sandbox", "workspace", "--env", "SECRET_FILE=\(secret)", "--readable", secret)
    let more = try JSON(parsing: try mcp("call", "fake", "act").output)
    #expect(more["secret"] == true && more["writes"] == true)
    try fake("where", "--sandbox", "off", "--env", "SECRET_FILE=\(secret)")
    // Nothing holds it back, so somebody has to allow it.
    #expect(try mcp("call", "fake", "act").status == 4)
    let free = try mcp("call", "fake", "act", "--approve", "all", environment: keys)
    #expect(try JSON(parsing: free.output)["secret"] == true && !free.output.contains("CANARY"))
  }

  @Test func callsAndTheirEnds() throws {
    try fake("fails")
    let call = try mcp("call", "fake", "echo", "text=12", "-j")
    #expect(call.values.first?["output"] == "12" && call.values.first?["arguments"] == ["text": "12"])
    #expect(try mcp("call", "fake", "echo", #"{"text":"a b"}"#).output == "a b\n")
    let failed = try mcp("call", "fake", "act")
    #expect(failed.status == 1 && failed.output == "it does not work\n")
    // The same checks as from a model.
    let wrong = try mcp("call", "fake", "echo", "txt=1")
    #expect(wrong.status == 64 && wrong.errors.contains("do not fit"))
    let tools = try mcp("tools", "-j")
    #expect(tools.values.map { $0["name"] } == ["fake__echo", "fake__act"])
    #expect(tools.values.allSatisfy { $0["side_effects"] == "read" })
  }

  @Test func whatCannotBeUsedIsTold() throws {
    try fake("crashes")
    let one = try mcp("probe", "fake")
    #expect(one.status == 76 && one.errors.contains("AttributeError"), "\(one.errors)")
    let all = try mcp("probe", "-j")
    #expect(all.status == 2 && all.values.first?["ready"] == false)
    #expect(try mcp("tools").status == 2)
  }

  @Test func aSignalEndsACall() throws {
    let script = Checkout.path("Tests/Peers/fake_server.py")
    let added = try mcp(
      "add", "fake", "--sandbox", "off", "--", "/usr/bin/python3", script, "slow", directory.path("log"))
    #expect(added.status == 0)
    let child = try BuiltCommand("agent-tool", in: directory).spawn(
      ["mcp", "call", "fake", "act", "--approve", "all"], input: .null, output: .null, error: .null)
    for _ in 0..<800 where !((try? directory.read("log")) ?? "").contains("tools/call") { usleep(25_000) }
    child.signal(SIGTERM)
    #expect(child.wait(until: .after(milliseconds: 10_000)) == .code(143))
    let pid = try #require(directory.read("log").split(separator: "\n").first?.dropFirst(6))
    #expect(!Files.exists("/proc/\(pid)"))
  }

  // MARK: - Other people's servers

  @Test(.enabled(if: Peers.areThere, "bin/setup makes .build/python")) func theTimeServer() throws {
    #expect(try mcp("add", "time", "--", Peers.program("mcp-server-time")).status == 0)
    let probe = try mcp("probe", "time", "-j")
    #expect(probe.status == 0, "\(probe.errors)")
    #expect(probe.values.first?["era"] == "modern" && probe.values.first?["tools"] == 2)
    let call = try mcp("call", "time", "get_current_time", "timezone=Europe/Berlin")
    #expect(call.status == 0 && call.output.contains("Europe/Berlin"), "\(call.errors)")
    #expect(try mcp("call", "time", "get_current_time", "timezone=Nowhere").status == 1)
  }

  @Test(.enabled(if: Peers.areThere, "bin/setup makes .build/python")) func theGitServer() throws {
    let made = try BuiltCommand("/bin/sh", in: directory).run(
      "-c",
      """
      git init -q . && git config user.email a@b && git config user.name n &&
      echo one >a.txt && git add . && git commit -qm 'First words'
      """)
    #expect(made.status == 0, "\(made.errors)")
    let server = Peers.program("mcp-server-git")
    #expect(try mcp("add", "git", "--", server, "--repository", directory.work).status == 0)
    let log = try mcp("call", "git", "git_log", "repo_path=\(directory.work)")
    #expect(log.status == 0 && log.output.contains("First words"), "\(log.output) \(log.errors)")
    // Read-only, as the sandbox is.
    try directory.write("work/b.txt", "two\n")
    let arguments = #"{"repo_path":"\#(directory.work)","files":["b.txt"]}"#
    #expect(try mcp("call", "git", "git_add", arguments).status == 1)
    let add = try mcp("add", "git", "--sandbox", "workspace", "--", server, "--repository", directory.work)
    #expect(add.status == 0)
    let staged = try mcp("call", "git", "git_add", arguments)
    #expect(staged.status == 0, "\(staged.output)")
  }
}

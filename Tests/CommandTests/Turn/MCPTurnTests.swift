import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Turns whose model calls tools of MCP servers.
@Suite struct TurnMCPTests {
  /// Settings with servers of these behaviours, each called after it and noting what it does in a file.
  private func set(_ bench: TurnBench, _ behaviours: String..., more: JSONObject = [:]) throws {
    var servers = JSONObject()
    for behaviour in behaviours {
      var server: JSONObject = [
        "command": "/usr/bin/python3", "sandbox": "off",
        "args": [
          .string(Checkout.path("Tests/Peers/fake_server.py")), .string(behaviour),
          .string(bench.directory.path("log-\(behaviour)")),
        ],
      ]
      for member in more { server[member.key] = member.value }
      servers[behaviour] = .object(server)
    }
    try bench.directory.write(
      "runtime/agent_config.json", JSON.object(["mcp_servers": .object(servers)]).text)
  }

  private func log(_ bench: TurnBench, _ behaviour: String) -> [Substring] {
    ((try? bench.directory.read("log-\(behaviour)")) ?? "").split(separator: "\n")
  }

  private func tools(_ request: JSON) -> [String] {
    (request["tools"]?.array ?? []).compactMap { $0["name"]?.string }
  }

  @Test func aCallIsAnItemOfItsOwn() throws {
    let bench = try TurnBench([.toolCall("modern__echo", ["text": "hello"]), .text("ok"), .text("again")])
    try set(bench, "modern", more: ["side_effects": "read"])
    let result = try bench.run("-j", "--tools", "all", "--approve", "all", "go")
    #expect(result.status == 0, "\(result.errors)")
    #expect(tools(bench.server.bodies[0]).contains("modern__act"))
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1]).values.first == "hello")
    let items = result.values.compactMap { $0["item"] }.filter { $0["type"] == "mcp_tool_call" }
    #expect(items.map { $0["status"] } == ["in_progress", "completed"])
    for item in items {
      #expect(item["server"] == "modern" && item["tool"] == "echo" && item["arguments"] == ["text": "hello"])
      #expect(item.object?.keys.count { $0 == "tool" } == 1)
    }
    #expect(items.last?["result"]?["content"]?[0]?["text"] == "hello" && items.last?["error"] == .null)
    #expect(log(bench, "modern").last == "end")
    // A turn that calls none of its tools starts no server.
    #expect(try bench.run("--tools", "all", "--approve", "all", "go").status == 0)
    #expect(tools(bench.server.bodies[2]).contains("modern__echo"))
    #expect(log(bench, "modern").count { $0.hasPrefix("start") } == 1)
  }

  @Test func aFailureIsAnItemToo() throws {
    let bench = try TurnBench([.toolCall("dies__act", [:]), .text("ok")])
    try set(bench, "dies", more: ["side_effects": "read"])
    let result = try bench.run("-j", "--tools", "all", "--approve", "all", "go")
    let item = result.values.last { $0["item"]?["type"] == "mcp_tool_call" }?["item"]
    #expect(item?["status"] == "failed" && item?["result"] == .null)
    #expect(item?["error"]?["message"]?.string?.contains("no luck") == true)
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1]).values.first?.contains("no luck") == true)
  }

  /// A server that nothing holds back is asked about, whatever it says of itself and through whatever it is called.
  @Test(arguments: ["modern__echo", "mcp_call"]) func rulesDecide(_ tool: String) throws {
    let arguments: JSON =
      tool == "mcp_call" ? ["tool": "many__tool_7", "arguments": [:]] : ["text": "hello"]
    let bench = try TurnBench([.toolCall(tool, arguments), .text("ok")])
    try set(bench, tool == "mcp_call" ? "many" : "modern")
    let result = try bench.run("-j", "--tools", "all", "go")
    #expect(result.status == 4)
    let asked = try #require(result.values.first { $0["type"] == "approval.requested" })
    #expect(asked["tool"]?.string == (tool == "mcp_call" ? "many__tool_7" : tool))
    #expect(!log(bench, tool == "mcp_call" ? "many" : "modern").contains("tools/call"))
  }

  @Test func oneBrokenServerIsOneNotice() throws {
    let bench = try TurnBench()
    try set(bench, "crashes", "modern", more: ["side_effects": "read"])
    let result = try bench.run("-j", "--tools", "all", "--approve", "all", "go")
    #expect(result.status == 0)
    let notices = result.values.filter { $0["code"] == "mcp_unavailable" }
    #expect(notices.count == 1 && notices[0]["message"]?.string?.contains("crashes") == true)
    #expect(tools(bench.server.bodies[0]).contains("modern__echo"))
  }

  @Test func manyToolsAreFoundWhenTheyAreNeeded() throws {
    let bench = try TurnBench([
      .toolCall("mcp_search", ["query": "garden"]),
      .toolCall("mcp_call", ["tool": "many__tool_7", "arguments": ["x": 3]]),
      .toolCall("mcp_call", ["tool": "many__tool_7", "arguments": ["x": "three"]]), .text("ok"),
    ])
    try set(bench, "many", more: ["side_effects": "read"])
    let result = try bench.run("-j", "--tools", "all", "--approve", "all", "go")
    #expect(result.status == 0, "\(result.errors)")
    let names = tools(bench.server.bodies[0])
    #expect(names.contains("mcp_search") && names.contains("mcp_call"))
    #expect(!names.contains { $0.hasPrefix("many__") })
    let outputs = (1...3).map { TurnToolCallTests.outputs(bench.server.bodies[$0]) }
    #expect(outputs[0].values.contains { $0.contains("many__tool_7") })
    #expect(outputs[1].values.contains(#"tool_7 {"x": 3}"#))
    #expect(outputs[2].values.contains { $0.contains("do not fit") })
    // The real name is what is told, and what rules are asked about.
    let item = result.values.first { $0["item"]?["type"] == "mcp_tool_call" }?["item"]
    #expect(item?["server"] == "many" && item?["tool"] == "tool_7" && item?["arguments"] == ["x": 3])
  }

  @Test(arguments: [["--tools", "none"], ["--hermetic"], ["--tools", "read"], ["--dry-run"]])
  func noServerIsLookedAt(_ options: [String]) throws {
    let bench = try TurnBench()
    try set(bench, "modern")
    #expect(try bench.run(options + ["go"]).status == 0)
    #expect(log(bench, "modern").isEmpty)
    #expect(!bench.server.bodies.contains { tools($0).contains { $0.hasPrefix("modern__") } })
  }

  @Test func aToolIsChosenByName() throws {
    let bench = try TurnBench()
    try set(bench, "modern", "legacy", more: ["side_effects": "read"])
    #expect(try bench.run("--tools", "read,modern__echo", "go").status == 0)
    #expect(tools(bench.server.bodies[0]) == ["read", "modern__echo"])
    #expect(log(bench, "legacy").isEmpty)
    let unknown = try bench.run("--tools", "modern__ecko", "go")
    #expect(unknown.status == 64 && unknown.errors.contains("modern__echo"))
    // The list of our own tools says nothing of servers.
    #expect(try bench.run("--set", #"builtin_tools=["read"]"#, "go").status == 0)
    #expect(tools(bench.server.bodies[1]).contains("modern__echo"))
    #expect(!tools(bench.server.bodies[1]).contains("bash"))
  }

  /// No server outlives its turn, however that ends.
  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsTheServers(_ signal: Int32) throws {
    let bench = try TurnBench([.toolCall("slow__act", [:]), .text("ok")])
    try set(bench, "slow", more: ["side_effects": "read"])
    let child = try bench.start(["--tools", "all", "--approve", "all", "go"])
    for _ in 0..<800 where !log(bench, "slow").contains("tools/call") { usleep(25_000) }
    child.signal(signal)
    #expect(child.wait(until: .after(milliseconds: 10_000)) == .code(128 + signal))
    let pid = try #require(log(bench, "slow").first?.dropFirst(6))
    #expect(!Files.exists("/proc/\(pid)"))
    #expect(try bench.terminal()["exit_code"]?.int == Int(128 + signal))
  }
}

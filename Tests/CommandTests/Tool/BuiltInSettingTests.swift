import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The settings `builtin_tools`, `builtin_providers` and `builtin_plugins` rule every verb.
@Suite struct ToolBuiltInSettingTests {
  let directory = TestDirectory()
  private static let own = [
    "read", "list", "search", "write", "edit", "bash", "python", "observe", "show", "view",
  ]

  private func tool(_ arguments: String..., stdin: [UInt8]? = nil) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-tool", in: directory).run(arguments, stdin: stdin)
  }

  private func set(_ settings: String) throws {
    try directory.write("runtime/agent_config.json", settings)
  }

  private func listed(_ options: String...) throws -> Set<String> {
    let result = try BuiltCommand("agent-tool", in: directory).run(["list", "-j"] + options)
    #expect(result.status == 0, "\(result.errors)")
    return Set(
      result.values.filter { $0["type"] == "tool" && $0["state"] != "off" }.compactMap { $0["name"]?.string })
  }

  @Test func listShowsWhatIsOn() throws {
    try directory.write("runtime/tools/mine", "#!/bin/sh\n# @describe d\n", mode: 0o700)
    let memory: Set = ["memory_add", "memory_delete", "memory_edit", "memory_search"]
    #expect(try listed().isSuperset(of: memory.union(Self.own).union(["mine"])))
    for (settings, names) in [
      (#"{"builtin_tools":["read"]}"#, ["read", "mine"]), (#"{"builtin_tools":[]}"#, ["mine"]),
      (#"{"builtin_plugins":[]}"#, Set(Self.own + ["mine"])),
      (#"{"builtin_plugins":"memory"}"#, memory.union(Self.own).union(["mine"])),
      (#"{"builtin_tools":[],"builtin_plugins":["memory"]}"#, memory.union(["mine"])),
      (#"{"builtin_tools":["read","memory_add"],"builtin_plugins":[]}"#, ["read", "memory_add", "mine"]),
    ] as [(String, Set<String>)] {
      try set(settings)
      #expect(try listed() == names, "\(settings)")
    }
    // With -a what is off is told, and why.
    let off = try tool("list", "-a", "-j").values.first { $0["name"] == "bash" }
    #expect(off?["state"] == "off" && off?["reason"] == "builtin_tools")
  }

  @Test func providersAreListedToo() throws {
    func states() throws -> [String: String] {
      let rows = try tool("list", "-a", "-j").values.filter { $0["type"] == "provider" }
      return Dictionary(
        rows.map { ($0["name"]?.string ?? "", $0["state"]?.string ?? "") },
        uniquingKeysWith: { first, _ in first })
    }
    let all = try states()
    for name in ["agents_md", "skills", "date_and_time", "cwd", "git", "retrieved_memory"] {
      #expect(all[name] == "ready", "\(name)")
    }
    try set(#"{"builtin_providers":["cwd"],"builtin_plugins":["memory"]}"#)
    let some = try states()
    #expect(some["cwd"] == "ready" && some["git"] == "off" && some["retrieved_memory"] == "ready")
    try set(#"{"builtin_plugins":[]}"#)
    #expect(try states()["retrieved_memory"] == "off" && states()["git"] == "ready")
  }

  @Test func whatIsOffIsNeitherDescribedNorCalledNorServed() throws {
    try set(#"{"builtin_tools":["read"]}"#)
    #expect(try tool("describe", "read").status == 0)
    for arguments in [["describe", "list"], ["call", "list"]] {
      let result = try BuiltCommand("agent-tool", in: directory).run(arguments)
      #expect(
        result.status == 66 && result.errors.contains("builtin_tools leaves it out"), "\(result.errors)")
    }
    let ask =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#
    let served = try tool("mcp", "serve", stdin: Array((ask + "\n").utf8))
    let names = served.values.first?["result"]?["tools"]?.array?.compactMap { $0["name"]?.string }
    #expect(names == ["read"], "\(served.output)")
  }

  @Test(arguments: [
    ("builtin_tools", "reed", "read"), ("builtin_providers", "cdw", "cwd"),
    ("builtin_plugins", "memori", "memory"),
  ])
  func aNameOfNothingIsRefusedAndTold(_ key: String, _ name: String, _ near: String) throws {
    try set(#"{"\#(key)":["\#(name)"]}"#)
    for arguments in [["list"], ["describe", "read"], ["call", "list"], ["mcp", "serve"]] {
      let result = try BuiltCommand("agent-tool", in: directory).run(arguments, stdin: [])
      #expect(result.status == 78 && result.output.isEmpty, "\(arguments)")
      #expect(
        result.errors.contains("\(key): \(name)") && result.errors.contains("'\(near)'"), "\(result.errors)")
      #expect(result.errors.contains("there are "), "\(result.errors)")
    }
    let doctor = try tool("doctor", "-j")
    let finding = doctor.values.first { $0["object"]?.string == key }
    #expect(doctor.status == 1 && finding?["level"] == "error", "\(doctor.output)")
    #expect(finding?["message"]?.string?.hasSuffix(name) == true)
    let told = try BuiltCommand("agent-config", in: directory).run("doctor", "-j")
    let row = told.values.first { $0["check"] == "settings" && $0["state"] == "broken" }
    #expect(told.status == 78 && row?["message"]?.string?.contains("\(key): ") == true, "\(told.output)")
    #expect(row?["advice"]?.string?.contains("there are") == true)
  }

  /// What a turn that only reads does not have is marked, described, and says what it needs.
  @Test func toolsThatNeedAWritableWorkspace() throws {
    let rows = try tool("list", "-j").values
    for name in ["write", "edit"] {
      #expect(rows.first { $0["name"]?.string == name }?["state"] == "needs -w")
      #expect(try tool("describe", name, "-j").values.first?["side_effects"] == "write")
    }
    #expect(try tool("list").lines.contains { $0.hasPrefix("write ") && $0.contains("with -w: ") })
    let arguments = #"{"writes":{"file_path":"a","content":"b"}}"#
    let refused = try tool("call", "write", arguments)
    #expect(refused.status == 77 && refused.errors.contains("-w"), "\(refused.errors)")
    #expect(try tool("call", "write", arguments, "-w").status == 0)
    #expect(try directory.read("work/a") == "b")
    let served = try tool("mcp", "serve", "--tools", "write", stdin: [])
    #expect(served.status == 64 && served.errors.contains("-w"), "\(served.errors)")
  }

  @Test func toolsOfServersGoByTheirNames() throws {
    try set(
      #"{"mcp_servers":{"fake":{"command":"python3","args":["\#(Checkout.path("Tests/Peers/fake_server.py"))","modern"],"readable":["\#(Checkout.path("Tests/Peers"))"]},"off":{"command":"x","disabled":true}}}"#
    )
    #expect(try !tool("list", "-j").output.contains("fake__echo"))
    let described = try tool("describe", "fake__echo", "-j").values.first
    #expect(
      described?["name"] == "fake__echo" && described?["origin"] == "mcp" && described?["parameters"] != nil)
    #expect(try tool("list", "-j").values.contains { $0["name"] == "fake__echo" && $0["origin"] == "mcp" })
    let called = try tool("call", "fake__echo", "text=hello", "--approve", "all")
    #expect(called.status == 0 && called.output.contains("hello"), "\(called.errors)")
    for (name, words) in [
      ("fake__nosuch", "agent-tool mcp tools fake"), ("off__x", "agent-tool mcp call off"),
      ("none__x", "no such tool"),
    ] {
      let result = try tool("call", name)
      #expect(result.status == 66 && result.errors.contains(words), "\(result.errors)")
    }
  }
}

import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What users drop into the runtime directory, called by a model.
@Suite struct TurnExtensionTests {
  private func write(_ bench: TurnBench, _ name: String, _ text: String, mode: UInt32 = 0o700) throws {
    try bench.directory.write("runtime/\(name)", text, mode: mode)
  }

  /// The definition of a tool in a request.
  private func offered(_ bench: TurnBench, _ name: String) -> JSON? {
    bench.server.bodies[0]["tools"]?.array?.first { $0["name"]?.string == name }
  }

  /// One turn with a tool of each kind: a script with tags, one with a description file, one for argc, one that
  /// describes itself, one that is kept alive, and a Python file of the predecessor.
  @Test(arguments: TurnBench.dialects)
  func aToolOfEachKind(_ dialect: String) throws {
    let calls = [
      ("tags", #"{"name":"A"}"#, "tags A\n"), ("sidecar", #"{"input":"raw"}"#, "raw"),
      ("argc_tool", #"{"city":"B"}"#, "argc B\n"), ("asked", "{}", "asked\n"),
      ("kept", "{}", "kept 1"), ("decorated", #"{"n":2}"#, "4"),
    ]
    let bench = try TurnBench(
      [
        .answer(calls.map { .call(name: $0.0, arguments: $0.1, id: $0.0) }), .text("ok"),
      ], dialect: dialect)
    try write(
      bench, "tools/tags",
      "#!/bin/sh\n# @describe by tags\n# @arg name! who\necho tags $(sed 's/.*: *\"\\(.*\\)\".*/\\1/')\n")
    try write(bench, "tools/sidecar", "#!/bin/sh\ncat\n")
    try write(bench, "tools/sidecar.tool.json", #"{"description":"d","type":"custom"}"#, mode: 0o600)
    try write(
      bench, "tools/argc_tool.sh",
      "#!/bin/bash\n# @describe d\n# @option --city!\nmain() { echo \"argc $argc_city\" >>\"$LLM_OUTPUT\"; }\n"
        + "eval \"$(argc --argc-eval \"$0\" \"$@\")\"\n")
    try write(
      bench, "tools/asked",
      "#!/bin/sh\nif [ \"$1\" = --describe ]; then echo '{\"description\":\"d\"}'; else echo asked; fi\n")
    try write(
      bench, "tools/kept",
      "#!/bin/bash\n# @describe d\n# @keep-alive\nn=0\nwhile read -r line; do n=$((n+1))\n"
        + "id=${line#*\\\"id\\\":}; id=${id%%,*}; echo \"{\\\"id\\\":$id,\\\"result\\\":\\\"kept $n\\\"}\"; done\n"
    )
    try write(
      bench, "tools/decorated.py",
      "from codex_agent import tool\n@tool\ndef decorated(n: int): return n * n\n",
      mode: 0o600)
    let result = try bench.run("--tool-timeout", "20s", "go")
    #expect(result.output == "ok\n", "\(result.errors)")
    let outputs = TurnToolCallTests.outputs(bench.server.bodies[1])
    for (name, _, output) in calls { #expect(outputs[name] == output, "\(name)") }
    #expect(try Files.list(bench.directory.path("runtime/workfolder")).isEmpty)
  }

  @Test func theModelIsToldOfThem() throws {
    let bench = try TurnBench()
    try write(bench, "tools/x", "#!/bin/sh\n# @describe Does it.\n# @arg a! [int] first\n")
    #expect(try bench.run("go").status == 0)
    let tool = offered(bench, "x")
    #expect(tool?["description"] == "Does it.")
    #expect(tool?["parameters"]?["properties"]?["a"]?["type"] == "integer")
  }

  /// One that is broken is told once, and the turn does its work.
  @Test func oneBrokenExtensionIsOneNotice() throws {
    let bench = try TurnBench([.toolCall("good", [:]), .text("ok")])
    try write(bench, "tools/good", "#!/bin/sh\n# @describe d\necho fine\n")
    try write(bench, "tools/broken", "#!/bin/sh\necho nonsense\n")
    #expect(try bench.run("go").output == "ok\n")
    let notices = try bench.events().filter { $0["code"] == "extension_left_out" }
    #expect(notices.count == 1)
    #expect(notices.first?["message"]?.string?.contains("tools/broken: the description is not JSON") == true)
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1]).values.first == "fine\n")
  }

  @Test func nothingIsLookedAtWhereNobodyWantsTools() throws {
    for options in [["--tools", "none"], ["--hermetic"], ["--tools", "read,view"]] {
      let bench = try TurnBench()
      try write(bench, "tools/x", "#!/bin/sh\ntouch \(bench.directory.path("ran"))\n")
      #expect(try bench.run(options + ["go"]).status == 0)
      #expect(
        offered(bench, "x") == nil && !Files.exists(bench.directory.path("runtime/cache/describe.json")))
    }
  }

  @Test func toolsAreChosenBySettingsAndOptions() throws {
    func names(_ settings: String, _ options: [String]) throws -> Set<String> {
      let bench = try TurnBench()
      try write(bench, "tools/mine", "#!/bin/sh\n# @describe d\n")
      try bench.directory.write("work/other", "#!/bin/sh\n# @describe d\n", mode: 0o700)
      try bench.directory.write("runtime/agent_config.json", settings)
      let result = try bench.run(options + ["go"])
      #expect(result.status == 0, "\(result.errors)")
      return Set(bench.server.bodies[0]["tools"]?.array?.compactMap { $0["name"]?.string } ?? [])
    }
    let all = try names("{}", [])
    #expect(all.isSuperset(of: ["read", "bash", "view", "mine"]))
    #expect(try names(#"{"builtin_tools":[]}"#, []) == ["mine"])
    #expect(try names(#"{"builtin_tools":["read","view"]}"#, []) == ["read", "view", "mine"])
    #expect(try names(#"{"builtin_tools":"read"}"#, []) == ["read", "mine"])
    let memory: Set = ["memory_add", "memory_delete", "memory_edit", "memory_search"]
    #expect(all.isSuperset(of: memory))
    #expect(try names(#"{"builtin_plugins":[]}"#, []).isDisjoint(with: memory))
    #expect(try names(#"{"builtin_plugins":["memory"]}"#, []).isSuperset(of: memory.union(["read"])))
    #expect(try names(#"{"builtin_plugins":["memory"],"builtin_tools":[]}"#, []) == memory.union(["mine"]))
    #expect(
      try names(#"{"builtin_tools":["memory_add"],"builtin_plugins":[]}"#, []) == ["memory_add", "mine"])
    // Options come before settings; `default` is what settings say.
    #expect(try names(#"{"builtin_tools":["list"]}"#, ["--tools", "default"]) == ["list", "mine"])
    #expect(try names(#"{"builtin_plugins":[]}"#, ["--tools", "memory_search"]) == ["memory_search"])
    #expect(try names(#"{"builtin_plugins":[]}"#, ["--add-tool", "memory_search"]).contains("memory_search"))
    #expect(try names("{}", ["--hermetic"]).isDisjoint(with: memory))
    // A turn that only reads does without the tools that write.
    #expect(try names(#"{"builtin_tools":["read","edit"]}"#, []) == ["read", "mine"])
    #expect(try names(#"{"builtin_tools":["read","edit"]}"#, ["-w"]) == ["read", "edit", "mine"])
    #expect(try names(#"{"builtin_tools":[]}"#, ["--add-tool", "list"]) == ["list", "mine"])
    #expect(try names("{}", ["--tools", "none", "--add-tool", "read,mine"]) == ["read", "mine"])
    #expect(try names("{}", ["--tools", "read", "--add-tool", "./other"]) == ["read", "other"])
  }

  @Test(arguments: [
    (["--add-tool", "nosuch"], 64, "no such tool"), (["--add-tool", "./nosuch"], 66, "nosuch"),
    (["--add-tool", "./notes"], 77, "notes"),
  ])
  func whatCannotBeAdded(_ options: [String], _ status: Int32, _ words: String) throws {
    let bench = try TurnBench()
    try bench.directory.write("work/notes", "text")
    let result = try bench.run(options + ["go"])
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }

  @Test(arguments: [
    ("builtin_tools", "reed", "read"), ("builtin_providers", "cdw", "cwd"),
    ("builtin_plugins", "memori", "memory"),
  ])
  func aMisspeltNameInSettingsIsTold(_ key: String, _ name: String, _ near: String) throws {
    let bench = try TurnBench()
    try bench.directory.write("runtime/agent_config.json", #"{"\#(key)":["\#(name)"]}"#)
    for options in [[], ["--tools", "none", "--no-context"]] {
      let result = try bench.run(options + ["go"])
      #expect(result.status == 78 && result.errors.contains("did you mean '\(near)'"), "\(result.errors)")
      #expect(result.errors.contains("there are "), "\(result.errors)")
    }
    #expect(bench.server.requests.isEmpty)
  }

  @Test func aToolThatNeedsAWritableWorkspaceSaysSo() throws {
    let bench = try TurnBench()
    for options in [["--tools", "edit"], ["--add-tool", "write"]] {
      let result = try bench.run(options + ["go"])
      #expect(result.status == 64 && result.errors.contains("-w"), "\(result.errors)")
    }
  }

  /// Nothing in a workspace runs by itself; what a person has trusted does.
  @Test func aProjectsToolsRunOnlyWhenItIsTrusted() throws {
    let bench = try TurnBench([
      .toolCall("theirs", [:]), .text("one"), .toolCall("theirs", [:]), .text("two"),
    ])
    try bench.directory.write("work/.agent/tools/theirs", "#!/bin/sh\n# @describe d\necho ran\n", mode: 0o700)
    #expect(try bench.run("-s", "new", "go").status == 0)
    let first = try bench.events()
    #expect(first.contains { $0["code"] == "extension_left_out" })
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1]).values.first?.contains("no such tool") == true)
    #expect(try BuiltCommand("agent-tool", in: bench.directory).run("trust", ".").status == 0)
    #expect(try bench.run("-s", "new", "go").status == 0)
    #expect(TurnToolCallTests.outputs(bench.server.bodies[3]).values.first == "ran\n")
  }

  @Test func aKeyIsInNoExtensionsEnvironment() throws {
    let bench = try TurnBench([.toolCall("env", [:]), .toolCall("py", [:]), .text("ok")])
    try write(
      bench, "tools/env",
      "#!/bin/sh\n# @describe d\n# @env AGENT_API_KEY\n# @env MY_TOKEN\nenv; cat /proc/*/environ\n")
    try write(
      bench, "tools/py.py",
      "import os\nfrom codex_agent import tool, get_agent\n@tool\ndef py(): return str(dict(os.environ)) + str(get_agent().config)\n",
      mode: 0o600)
    try bench.directory.write(
      "runtime/agent_config.json", #"{"api_key":"CANARY-4","key_command":"echo CANARY-5"}"#)
    let command = bench.command([
      "AGENT_API_KEY": "CANARY-1", "OPENAI_API_KEY": "CANARY-2", "MY_TOKEN": "CANARY-3",
    ])
    let result = try command.run(bench.address + ["-j", "go"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(!result.output.contains("CANARY") && !result.errors.contains("CANARY"))
    // The first has asked for a key, and is left out.
    #expect(result.values.contains { $0["code"] == "extension_left_out" })
    for id in bench.sessions() { #expect(try !bench.log(id).joined().contains("CANARY")) }
  }

  /// A message from a Python file is input of the session, and an event of its own a notice in it.
  @Test func aPythonFileSpeaksToTheSession() throws {
    let bench = try TurnBench([.toolCall("talk", [:]), .text("one"), .text("two")])
    try write(
      bench, "tools/talk.py",
      "from codex_agent import tool, get_agent\n@tool\ndef talk():\n  get_agent().submit('and this')\n"
        + "  get_agent().emit('seen', count=3)\n  return 'said'\n", mode: 0o600)
    #expect(try bench.run("go").status == 0)
    let events = try bench.events()
    #expect(events.contains { $0["type"] == "input.queued" && $0["text"] == "and this" })
    #expect(
      events.contains { $0["code"] == "seen" && $0["message"]?.string?.contains("\"count\":3") == true })
  }

  /// Three in a row, and not one of its processes is left.
  @Test func nothingOfAnExtensionStaysAlive() throws {
    let seconds = "86401.\(getpid())"
    let bench = try TurnBench([.toolCall("stay", [:]), .toolCall("kept", [:]), .text("ok")])
    try write(
      bench, "tools/stay", "#!/bin/sh\n# @describe d\nsetsid -f sleep \(seconds)\nsleep \(seconds) &\n")
    try write(
      bench, "tools/kept",
      "#!/bin/sh\n# @describe d\n# @keep-alive\nsetsid -f sleep \(seconds)\nsleep \(seconds)\n")
    #expect(try bench.run("--tool-timeout", "1s", "go").status == 0)
    for name in try Files.list("/proc") where Int(name) != nil {
      let line = (try? Files.read("/proc/\(name)/cmdline")) ?? []
      #expect(!String(decoding: line, as: UTF8.self).contains(seconds))
    }
  }
}

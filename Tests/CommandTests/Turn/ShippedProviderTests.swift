import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// Context providers that a command ships.
@Suite struct TurnShippedProviderTests {
  /// A provider of the plugin `notes` that says how often it was asked, where the runtime directory has its store.
  private func bench(program: String = "notes-program") throws -> (TurnBench, [String: String]) {
    let bench = try TurnBench()
    let script =
      "#!/bin/sh\necho asked >>\(bench.directory.path("asked"))\necho \"<n>$AGENT_RUNTIME_DIR</n>\"\n"
    try bench.directory.write("bin/notes-program", script, mode: 0o700)
    try bench.directory.write(
      "share/Notes/Resources/providers/notes.provider.json",
      #"{"description":"d","plugin":"notes","when":{"exists":["notes.db","notes.json"]},"side_effects":"state","#
        + #""confine":"none","exec":["\#(program)"]}"#)
    return (
      bench,
      [
        "AGENT_SHARE_DIR": bench.directory.path("share"),
        "PATH": "\(bench.directory.path("bin")):/usr/bin:/bin",
      ]
    )
  }

  private func asked(_ bench: TurnBench) -> Bool { Files.exists(bench.directory.path("asked")) }

  /// No process where there is nothing to tell.
  @Test func itIsAskedOnceThereIsAStore() throws {
    let (bench, environment) = try bench()
    #expect(try bench.command(environment).run(bench.address + ["hi"]).status == 0)
    #expect(!asked(bench) && TurnProviderTests.names(bench.server.bodies[0]) == ["date_and_time", "cwd"])
    try bench.directory.write("runtime/notes.json", "")
    try bench.directory.write("runtime/providers/mine", "#!/bin/sh\necho mine\n", mode: 0o700)
    #expect(try bench.command(environment).run(bench.address + ["hi"]).status == 0)
    let elements = TurnProviderTests.elements(bench.server.bodies[1])
    #expect(elements.map(\.name) == ["date_and_time", "cwd", "notes", "mine"])
    #expect(elements[2].text.hasPrefix("<n>\(bench.directory.path("runtime"))</n>"))
  }

  @Test(
    arguments: [
      ([], true), (["--set", "builtin_plugins=[]"], false), (["--set", "builtin_providers=[]"], false),
      (["--set", #"builtin_providers=["cwd"]"#], false), (["--set", #"builtin_providers=["notes"]"#], true),
      (["--set", #"builtin_plugins=["notes"]"#, "--set", "builtin_providers=[]"], true),
      (["--set", "builtin_plugins=[]", "--set", #"builtin_providers=["notes"]"#], true),
      (["--set", "builtin_plugins=[]", "--providers", "notes"], true), (["--providers", "cwd"], false),
      (["--no-context"], false), (["--hermetic"], false),
    ] as [([String], Bool)])
  func whatSaysWhetherItIsAsked(_ options: [String], _ isAsked: Bool) throws {
    let (bench, environment) = try bench()
    try bench.directory.write("runtime/notes.db", "")
    let result = try bench.command(environment).run(bench.address + options + ["hi"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(asked(bench) == isAsked)
    #expect(TurnProviderTests.names(bench.server.bodies[0]).contains("notes") == isAsked)
  }

  /// A command that is not installed is no failure, and its name is not free for another.
  @Test func oneWithoutItsProgramIsLeftOut() throws {
    let (bench, environment) = try bench(program: "no-such-program")
    try bench.directory.write("runtime/notes.db", "")
    try bench.directory.write("runtime/providers/notes", "#!/bin/sh\necho mine\n", mode: 0o700)
    let result = try bench.command(environment).run(
      bench.address + ["--set", #"builtin_plugins=["notes"]"#, "hi"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(!TurnProviderTests.names(bench.server.bodies[0]).contains("notes"))
    #expect(try bench.events().contains { $0["code"] == "extension_left_out" })
    #expect(try bench.command(environment).run(bench.address + ["--providers", "notes", "hi"]).status == 64)
  }

  /// agent-memory's own: what is remembered is in the request once something is.
  @Test func whatIsRememberedIsTold() throws {
    let bench = try TurnBench()
    #expect(try bench.run("Which colour is the shed?").status == 0)
    #expect(!TurnProviderTests.names(bench.server.bodies[0]).contains("retrieved_memory"))
    let added = try BuiltCommand("agent-memory", in: bench.directory).run("add", "The shed is painted green.")
    #expect(added.status == 0, "\(added.errors)")
    let result = try bench.run("Which colour is the shed?")
    #expect(result.status == 0, "\(result.errors)")
    let told = TurnProviderTests.elements(bench.server.bodies[1]).first { $0.name == "retrieved_memory" }
    #expect(told?.text.contains("painted green") == true, "\(bench.server.bodies[1].text)")
    #expect(try bench.run("--set", "builtin_plugins=[]", "Which colour is the shed?").status == 0)
    #expect(!bench.server.bodies[2].text.contains("painted green"))
  }

  /// A model remembers, by a tool that was offered without being asked for.
  @Test func memoryToolsAreCalledWithoutApproval() throws {
    let bench = try TurnBench([.toolCall("memory_add", ["content": "The gate squeaks."]), .text("ok")])
    let result = try bench.run("Remember it.")
    #expect(result.status == 0, "\(result.errors)")
    let found = try BuiltCommand("agent-memory", in: bench.directory).run("search", "gate")
    #expect(found.output.contains("squeaks"))
  }
}

import AgentJSON
import AgentTesting
import Testing

@Suite struct TurnSkillTests {
  func bench(_ replies: [ScriptedReply] = []) throws -> TurnBench {
    let bench = try TurnBench(replies)
    try bench.directory.write(
      "runtime/skills/greet/SKILL.md", "---\nname: greet\ndescription: How to greet.\n---\nSay salve.\n")
    try bench.directory.write("runtime/skills/greet/run.sh", "echo from the skill\n")
    return bench
  }

  func tools(_ body: JSON) -> [String] { (body["tools"]?.array ?? []).compactMap { $0["name"]?.string } }

  @Test func aSkillIsNamedAndLoadedOnDemand() throws {
    let bench = try bench([.toolCall("skill", ["name": "greet"], id: "c1"), .text("salve")])
    #expect(try bench.run("greet me").output == "salve\n")
    let first = bench.server.bodies[0]
    #expect(first.text.contains("- greet: How to greet.") && !first.text.contains("Say salve."))
    #expect(tools(first).contains("skill"))
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1])["c1"]?.hasPrefix("Say salve.") == true)
  }

  @Test func whatASkillBringsCanBeRun() throws {
    let bench = try bench()
    let script = bench.directory.path("runtime/skills/greet/run.sh")
    let own = try TurnBench { _, number in
      number == 0 ? .toolCall("bash", ["command": .string("sh \(script)")], id: "c1") : .text("ok")
    }
    let address = ["--provider", "responses", "--base-url", own.server.baseURL, "-m", "scripted"]
    #expect(try bench.command().run(address + ["go"]).status == 0)
    #expect(TurnToolCallTests.outputs(own.server.bodies[1])["c1"] == "from the skill\n")
  }

  @Test(arguments: [
    (["--skills", "none"], false), (["--no-context"], false), (["--hermetic"], false),
    (["--tools", "none"], false),
    (["--tools", "read"], false), (["--tools", "read", "--skills", "greet"], true),
    (["--tools", "all"], true),
    (["--set", #"builtin_tools=["read"]"#], false),
  ])
  func skillsAreThereWhereTheyCanBeLoaded(_ options: [String], _ areThere: Bool) throws {
    let bench = try bench()
    #expect(try bench.run(options + ["hi"]).status == 0)
    let body = bench.server.bodies[0]
    #expect(tools(body).contains("skill") == areThere)
    #expect(body.text.contains("How to greet.") == areThere)
  }

  @Test func withoutSkillsThereIsNothingOfThem() throws {
    let bench = try TurnBench()
    #expect(try bench.run("hi").status == 0)
    #expect(!bench.server.bodies[0].text.contains("skill"))
    #expect(try bench.run("--skills", "all", "hi").status == 0)
    #expect(bench.server.bodies[1].text.contains("- agent-turn: "))
    let unknown = try bench.run("--skills", "agent-trun", "hi")
    #expect(unknown.status == 64 && unknown.errors.contains("agent-turn"))
  }

  @Test func aProjectsSkillsCountOnceItIsTrusted() throws {
    let bench = try bench()
    try bench.directory.write(
      "work/.claude/skills/theirs/SKILL.md", "---\nname: theirs\ndescription: Of the project.\n---\nx\n")
    let untrusted = try bench.run("-j", "hi")
    #expect(!bench.server.bodies[0].text.contains("Of the project."))
    #expect(untrusted.values.contains { $0["code"] == "skills_untrusted" })
    #expect(
      try BuiltCommand("agent-tool", in: bench.directory).run("trust", bench.directory.work).status
        == 0)
    #expect(try bench.run("hi").status == 0)
    #expect(bench.server.bodies[1].text.contains("- theirs: Of the project."))
    try bench.directory.write(
      "work/.claude/skills/theirs/SKILL.md", "---\nname: theirs\ndescription: Changed.\n---\nx\n")
    #expect(try bench.run("hi").status == 0)
    #expect(!bench.server.bodies[2].text.contains("Changed."))
  }

  @Test func aBrokenSkillIsOneNotice() throws {
    let bench = try bench()
    try bench.directory.write("runtime/skills/bad/SKILL.md", "no head\n")
    let result = try bench.run("-j", "hi")
    #expect(result.status == 0)
    #expect(result.values.filter { $0["code"] == "skill_invalid" }.count == 1)
    #expect(bench.server.bodies[0].text.contains("How to greet."))
  }
}

import AgentCore
import AgentJSON
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct SkillToolTests {
  let bench = ToolBench()

  func tool() throws -> SkillTool {
    try bench.directory.write(
      "runtime/skills/greet/SKILL.md",
      "---\nname: greet\ndescription: Greets.\n---\n# Greeting\n\nSay hello.\n")
    try bench.directory.write("runtime/skills/greet/forms/formal.md", "Good day.\n")
    try bench.directory.write("secret", "canary")
    symlink("../../../secret", bench.directory.path("runtime/skills/greet/out.md"))
    let catalog = SkillCatalog(
      runtime: bench.directory.runtimeDirectory, project: nil,
      resources: ResourceDirectory(path: bench.directory.path("share")))
    return SkillTool(catalog.skills)
  }

  @Test func theInstructionsComeWithoutTheirHead() throws {
    let output = try bench.run(tool(), ["name": "greet"])
    #expect(output.text == "# Greeting\n\nSay hello.\n\nFiles of this skill: forms/formal.md\n")
    #expect(try bench.run(tool(), ["name": "greet", "file": "forms/formal.md"]).text == "Good day.\n")
  }

  @Test(arguments: [
    "../../../secret", "out.md", "/etc/passwd", "forms", "gone.md", "forms/../../greet/../../x", "a\0b",
  ])
  func nothingElseIsRead(_ file: String) throws {
    let error = #expect(throws: AgentError.self) {
      try bench.run(tool(), ["name": "greet", "file": .string(file)])
    }
    #expect(error?.description.contains("canary") == false)
  }

  @Test func anUnknownSkillNamesTheKnown() throws {
    #expect(
      #expect(throws: AgentError.self) { try bench.run(tool(), ["name": "x"]) }?.hint?.contains("greet")
        == true)
  }

  @Test func manyDescriptionsAreCutToTheirShare() throws {
    var head: JSONObject = ["name": "x", "description": .string(String(repeating: "word ", count: 200))]
    let skills = try (0..<100).map { number in
      head["name"] = .string("skill-\(number)")
      return try Skill(head, directory: "skill-\(number)", path: "/s")
    }
    let text = SkillsProvider.text(skills)
    #expect(text.utf8.count < SkillsProvider.limit + 1000)
    #expect(skills.allSatisfy { text.contains("- \($0.name)") })
    #expect(SkillsProvider.text(Array(skills.prefix(2))).contains("word word word"))
  }
}

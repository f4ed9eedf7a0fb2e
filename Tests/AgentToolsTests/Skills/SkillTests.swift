import AgentCore
import AgentJSON
import Testing

@testable import AgentTools

@Suite struct SkillTests {
  func skill(_ head: JSONObject, directory: String = "my-skill") throws -> Skill {
    try Skill(head, directory: directory, path: "/s/\(directory)")
  }

  @Test func allMembersAreRead() throws {
    let skill = try skill([
      "name": "my-skill", "description": "What it is for.", "license": "MIT", "compatibility": "Linux",
      "metadata": ["author": "A"], "allowed-tools": "Bash(git:*) Read", "more": ["whatever"],
    ])
    #expect(skill.name == "my-skill" && skill.license == "MIT" && skill.compatibility == "Linux")
    #expect(skill.metadata == ["author": "A"] && skill.allowedTools == ["Bash(git:*)", "Read"])
  }

  @Test(arguments: [
    #"{"description":"d"}"#, #"{"name":"my-skill"}"#, #"{"name":"other","description":"d"}"#,
    #"{"name":"my-skill","description":"  "}"#, #"{"name":"my-skill","description":["d"]}"#,
    #"{"name":"my-skill","description":"d","metadata":"m"}"#,
    #"{"name":"my-skill","description":"d","metadata":{"a":["b"]}}"#,
    #"{"name":"my-skill","description":"d","allowed-tools":{"a":"b"}}"#,
  ])
  func whatIsWrongIsTold(_ head: String) throws {
    let object = try #require(JSON(parsing: head).object)
    #expect(#expect(throws: AgentError.self) { try skill(object) }?.object == "/s/my-skill/SKILL.md")
  }

  @Test func textsAreBounded() {
    for (key, most) in [("description", 1024), ("compatibility", 500)] {
      var head: JSONObject = ["name": "my-skill", "description": "d"]
      head[key] = .string(String(repeating: "é", count: most))
      #expect(throws: Never.self) { try skill(head) }
      head[key] = .string(String(repeating: "é", count: most + 1))
      #expect(throws: AgentError.self) { try skill(head) }
    }
  }

  @Test(arguments: [
    ("a", true), ("a1-b2", true), ("", false), ("A", false), ("-a", false), ("a-", false), ("a--b", false),
    ("a_b", false), ("é", false), (String(repeating: "a", count: 64), true),
    (String(repeating: "a", count: 65), false),
  ])
  func namesAreOfAKind(_ name: String, _ isValid: Bool) { #expect(Skill.isValidName(name) == isValid) }
}

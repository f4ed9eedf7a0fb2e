import AgentCore
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct SkillCatalogTests {
  let directory = TestDirectory()

  func skill(_ path: String, _ description: String) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    try directory.write("\(path)/SKILL.md", "---\nname: \(name)\ndescription: \(description)\n---\nDo it.\n")
  }

  func catalog(project: Bool = true) -> SkillCatalog {
    SkillCatalog(
      runtime: directory.runtimeDirectory, project: project ? directory.work : nil,
      resources: ResourceDirectory(path: directory.path("share")))
  }

  @Test func theUsersComeBeforeTheProjectsAndTheShippedLast() throws {
    try skill("runtime/skills/both", "the user's")
    try skill("work/.agent/skills/both", "the project's")
    try skill("work/.claude/skills/theirs", "the project's")
    try skill("share/X/Resources/skills/ours", "shipped")
    let catalog = catalog()
    #expect(catalog.skills.map(\.name) == ["both", "ours", "theirs"])
    #expect(catalog.skills[0].description == "the user's")
    #expect(try catalog.selecting(.standard).map(\.name) == ["both", "theirs"])
    #expect(try catalog.selecting(SkillCatalog.Selection("all")).count == 3)
    #expect(try catalog.selecting(SkillCatalog.Selection("ours, both")).map(\.name) == ["both", "ours"])
    #expect(try catalog.selecting(SkillCatalog.Selection("none")).isEmpty)
    let error = #expect(throws: AgentError.self) { try catalog.selecting(.named(["bth"])) }
    #expect(error?.code == .usage && error?.hint?.contains("both") == true)
    #expect(self.catalog(project: false).skills.map(\.name) == ["both", "ours"])
  }

  @Test func eachThatIsNoneIsOneNotice() throws {
    try skill("runtime/skills/good", "well")
    try directory.write("runtime/skills/bad/SKILL.md", "no head")
    try directory.write("runtime/skills/empty/README.md", "no skill")
    try directory.write("runtime/skills/README.md", "no folder")
    try skill("runtime/skills/open", "others may write it")
    chmod(directory.path("runtime/skills/open/SKILL.md"), 0o666)
    let catalog = catalog()
    #expect(catalog.skills.map(\.name) == ["good"])
    #expect(catalog.notices.count == 3)
  }

  @Test func whatIsShippedIsValid() throws {
    let catalog = SkillCatalog(
      runtime: nil, project: nil, resources: ResourceDirectory(path: Checkout.path("Sources")))
    #expect(catalog.notices.isEmpty)
    #expect(
      catalog.skills.map(\.name) == [
        "agent-config", "agent-extract", "agent-session", "agent-tool", "agent-turn",
      ])
  }
}

import AgentCore
import AgentSandbox
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct WithheldTests {
  private func withheld(_ roots: [String]) -> Withheld? {
    Withheld(home: "/home/u", runtime: "/home/u/.agent_runtime", roots: roots)
  }

  @Test(arguments: [
    ("/home/u", "/home/u/.ssh/id", true), ("/home/u", "/home/u/.agent_runtime/.env", true),
    ("/home/u", "/home/u", false), ("/home/u", "/home/u/notes", false), ("/home/u", "/home/u/p/.env", false),
    ("/home", "/home/u/.ssh", true), ("/home", "/home/v/.ssh", false), ("/", "/etc/passwd", true),
    ("/home/u", "/etc/passwd", true), ("/home/u", "/home/u/.\u{301}x/y", true),
  ])
  func asAgentSandboxDoes(_ root: String, _ path: String, _ expected: Bool) throws {
    #expect(try #require(withheld([root])).holds(path) == expected)
  }

  /// Who names a hidden directory means it, beside one that holds it, too.
  @Test func whatIsNamedIsShown() throws {
    let both = try #require(withheld(["/home/u", "/home/u/.config/x"]))
    #expect(!both.holds("/home/u/.config/x/y") && both.holds("/home/u/.config/z"))
  }

  @Test(arguments: ["/home/u/project", "/srv/p", "/home/u/.config/x", "/home/u/.agent_runtime/workfolder"])
  func projectsAreSparedTheCheck(_ root: String) { #expect(withheld([root]) == nil) }

  @Test func noToolReadsIt() throws {
    let directory = TestDirectory()
    try directory.write("home/.ssh/id", "SECRET")
    try directory.write("home/notes", "plain")
    try directory.write("home/.agent/auth.json", "SECRET")
    let runtime = RuntimeDirectory(path: directory.path("home/.agent"))
    let tree = try ConfinedTree(
      .init(workspace: directory.path("home")), runtime, ["HOME": directory.path("home")])
    for path in [".ssh/id", ".agent/auth.json", ".ssh", "x/../.ssh/id"] {
      #expect(throws: AgentError.self, "\(path)") { _ = try tree.open(path, 0) }
    }
    _ = try tree.open("notes", 0)
  }
}

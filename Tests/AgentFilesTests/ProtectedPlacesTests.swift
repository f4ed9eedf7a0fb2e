import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentFiles

@Suite struct ProtectedPlacesTests {
  let bench = FilesBench()

  private func repository(_ folder: String = ".git/") throws {
    for name in ["HEAD", "config", "hooks/x", "objects/x", "refs/x"] { try bench.file(folder + name, "old") }
  }

  /// Every place that agent-sandbox keeps commands from, these tools keep from, too, and no other.
  @Test func theListIsThatOfTheSandbox() throws {
    let source = try String(
      decoding: Files.read(Checkout.path("Sources/agent-sandbox/protect.c")), as: UTF8.self)
    let list = try #require(source.split(separator: "names[] = {").last?.split(separator: "}").first)
    #expect(Self.strings(list) == ProtectedPlaces.configuration)
    let body = try #require(
      source.split(separator: "static void protect_repository").last?.split(separator: "\n}").first)
    let git = Self.strings(body).filter { $0.count > 5 && $0.hasPrefix(".git/") }.map {
      String($0.dropFirst(5))
    }
    #expect(git == ProtectedPlaces.git)
    #expect(source.contains("strncmp(entry->d_name, \".agent\", 6)"))
  }

  private static func strings(_ text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  @Test(arguments: [
    ".git/hooks/pre-commit", ".git/hooks/x", ".git/config", ".git/commondir", ".git/config.worktree",
    ".git/modules/m/config", ".git/worktrees/w/config", ".git", ".GIT/config", ".agent/tools/x", ".agents",
    ".agentrc",
    ".claude/settings.json", ".codex/config.toml", ".cursor/rules", ".gemini/x", ".vscode/tasks.json",
    ".envrc",
    ".mcp.json", "a/../.mcp.json", "alias/hooks/x", "hooks-alias/x", "./.envrc", ".git/hooks/deep/new/x",
  ])
  func refused(_ path: String) throws {
    try repository()
    bench.link("alias", to: ".git")
    bench.link("hooks-alias", to: ".git/hooks")
    let before = bench.names()
    let error = #expect(throws: AgentError.self) { try bench.write(path, "new") }
    #expect(error?.exitCode == .notPermitted, "\(String(describing: error))")
    #expect(bench.names() == before)
    #expect(try bench.text(".git/hooks/x") == "old" && bench.text(".git/config") == "old")
  }

  @Test(arguments: [
    ".git/info/exclude", ".gitignore", "agent/x", "a/.envrc", "sub/.git/config", "hooks/x", "config",
    ".github/x",
  ])
  func allowed(_ path: String) throws {
    try repository()
    try bench.write(path, "new")
    #expect(try bench.text(path) == "new")
  }

  /// Also where its configuration says that hooks are.
  @Test func hooksAreWhereGitLooksForThem() throws {
    try repository()
    try bench.file(".husky/pre-commit", "old")
    try bench.file(
      ".git/config",
      "[user]\n\thooksPath = x\n[Core] ; text\n\tbare = false\n\tHooksPath = \".husky\" # text\n[include]\n\tpath = ../.gitconfig\n"
    )
    try bench.file(".gitconfig", "old")
    for path in [".gitconfig", ".husky/pre-commit", ".husky/new", ".husky/_/husky.sh"] {
      let error = #expect(throws: AgentError.self) { try bench.write(path, "new") }
      #expect(error?.exitCode == .notPermitted)
    }
    try bench.write("x/y", "new")
    try bench.write(".husky2", "new")
    // What would be all of the workspace is not meant.
    try bench.file(".git/config", "[core]\n\thooksPath = .\n")
    try bench.write("z", "new")
  }

  @Test func aBareRepositoryIsOneToo() throws {
    try repository("")
    for path in ["hooks/post-update", "config"] {
      #expect(throws: AgentError.self) { try bench.write(path, "new") }
    }
    try bench.write("description", "new")
  }

  /// A directory within one that is writable is protected as the outer one says.
  @Test func everyRootCounts() throws {
    try repository()
    let tree = try bench.tree([bench.directory.work, bench.directory.path("work/.git")])
    #expect(throws: AgentError.self) {
      try bench.write(bench.directory.path("work/.git/hooks/x"), "new", tree)
    }
  }
}

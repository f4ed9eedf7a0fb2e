import AgentCore
import AgentTesting
import Testing

struct WorkspaceTests {
  private let directory = TestDirectory()

  @Test func upToTheRepositoryRoot() throws {
    try directory.write("work/.git/HEAD", "")
    try directory.write("work/a/b/f", "")
    let root = directory.work
    #expect(Workspace.directoriesToRepositoryRoot(from: root + "/a/b") == [root + "/a/b", root + "/a", root])
    #expect(Workspace.directoriesToRepositoryRoot(from: root) == [root])
  }

  @Test("the .git of a worktree is a file")
  func worktree() throws {
    try directory.write("work/.git", "gitdir: elsewhere")
    try directory.write("work/a/f", "")
    #expect(Workspace.directoriesToRepositoryRoot(from: directory.path("work/a")).count == 2)
  }

  @Test func onlyItselfWhereThereIsNone() throws {
    try directory.write("work/a/f", "")
    let path = directory.path("work/a")
    #expect(Workspace.directoriesToRepositoryRoot(from: path) == [path])
    #expect(Workspace.directoriesToRepositoryRoot(from: "/") == ["/"])
  }
}

import AgentTesting
import Glibc
import Testing

@testable import AgentMemory

@Suite struct MemoryScopeTests {
  @Test func aProjectIsFoundByTheRootOfItsRepository() throws {
    let directory = TestDirectory()
    try directory.write("one/.git/HEAD", "x")
    try directory.write("one/deep/down/file", "x")
    try directory.write("two/.git/HEAD", "x")
    let one = MemoryScope.ofProject(directory.path("one"))
    #expect(one?.hasPrefix("project/one-") == true)
    #expect(MemoryScope.ofProject(directory.path("one/deep/down")) == one)
    #expect(MemoryScope.ofProject(directory.path("two")) != one)
  }

  /// As git lays a linked working tree out, for which the repository vouches.
  @Test func aLinkedWorkingTreeBelongsToTheMainOne() throws {
    let directory = TestDirectory()
    let main = directory.path("main")
    try directory.write("main/.git/worktrees/side/commondir", "../..\n")
    try directory.write("main/.git/worktrees/side/gitdir", directory.path("side/.git") + "\n")
    try directory.write("side/.git", "gitdir: \(main)/.git/worktrees/side\n")
    try directory.write("side/deep/file", "x")
    let project = MemoryScope.ofProject(main)
    #expect(project != nil)
    #expect(MemoryScope.ofProject(directory.path("side/deep")) == project)
    // One that names it without being known there is a project of its own.
    try directory.write("forged/.git", "gitdir: \(main)/.git/worktrees/side\n")
    #expect(MemoryScope.ofProject(directory.path("forged"))?.hasPrefix("project/forged-") == true)
    // Nor does one that brings what vouches for it along.
    try directory.write("own/.git", "gitdir: fake/worktrees/x\n")
    try directory.write("own/fake/worktrees/x/commondir", "\(main)/.git\n")
    try directory.write("own/fake/worktrees/x/gitdir", directory.path("own/.git") + "\n")
    #expect(MemoryScope.ofProject(directory.path("own"))?.hasPrefix("project/own-") == true)
    for text in ["", "gitdir: ", "gitdir: /nowhere\n", "x", "gitdir: \u{0}\n"] {
      try directory.write("odd/.git", text)
      #expect(MemoryScope.ofProject(directory.path("odd"))?.hasPrefix("project/odd-") == true)
    }
  }

  @Test(arguments: ["", "/x", "x/", "all", "a\nb", String(repeating: "x", count: 300)])
  func whatIsNoScopeIsRefused(_ text: String) {
    #expect(throws: (any Error).self) { try MemoryScope.check(text) }
  }

  @Test func thoseAbove() {
    #expect(MemoryScope.withAncestors("a/b/c") == ["a/b/c", "a/b", "a", "global"])
    #expect(MemoryScope.withAncestors("global") == ["global"])
  }
}

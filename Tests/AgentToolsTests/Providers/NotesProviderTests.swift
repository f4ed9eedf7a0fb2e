import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct NotesProviderTests {
  let directory = TestDirectory()

  @Test func readsUpToTheRepositoryRootOutermostFirst() throws {
    try directory.write("AGENTS.md", "outside")
    try directory.write("work/.git/HEAD", "")
    try directory.write("work/AGENTS.md", "outer")
    try directory.write("work/a/b/AGENTS.md", "inner")
    let text = try #require(NotesProvider.read(workspace: directory.path("work/a/b")).text)
    let outer = try #require(text.firstRange(of: "outer"))
    let inner = try #require(text.firstRange(of: "inner"))
    #expect(outer.lowerBound < inner.lowerBound)
    #expect(!text.contains("outside"))
  }

  @Test func withoutARepositoryOnlyTheWorkspaceCounts() throws {
    try directory.write("work/AGENTS.md", "outer")
    try directory.write("work/a/x", "")
    #expect(NotesProvider.read(workspace: directory.path("work/a")).text == nil)
    #expect(NotesProvider.read(workspace: directory.work).text?.contains("outer") == true)
  }

  @Test func theInnermostHasTheRoom() throws {
    try directory.write("work/.git/HEAD", "")
    try directory.write("work/AGENTS.md", String(repeating: "o", count: 40_000))
    try directory.write("work/a/AGENTS.md", String(repeating: "é", count: 10_000))
    let notes = NotesProvider.read(workspace: directory.path("work/a"))
    #expect(notes.dropped == 60_000 - NotesProvider.limit)
    #expect(notes.text?.contains(String(repeating: "é", count: 10_000)) == true)
    #expect((notes.text?.utf8.count ?? 0) < NotesProvider.limit + 1000)
  }

  @Test func neitherALinkOutNorAPipeIsRead() throws {
    try directory.write("secret", "canary")
    symlink("../secret", directory.path("work/AGENTS.md"))
    #expect(NotesProvider.read(workspace: directory.work).text == nil)
    unlink(directory.path("work/AGENTS.md"))
    mkfifo(directory.path("work/AGENTS.md"), 0o600)
    #expect(NotesProvider.read(workspace: directory.work).text == nil)
    unlink(directory.path("work/AGENTS.md"))
    try directory.write("work/CLAUDE.md", "notes")
    symlink("CLAUDE.md", directory.path("work/AGENTS.md"))
    #expect(NotesProvider.read(workspace: directory.work).text?.contains("notes") == true)
  }
}

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

  @Test(arguments: ["", "/x", "x/", "all", "a\nb", String(repeating: "x", count: 300)])
  func whatIsNoScopeIsRefused(_ text: String) {
    #expect(throws: (any Error).self) { try MemoryScope.check(text) }
  }

  @Test func thoseAbove() {
    #expect(MemoryScope.withAncestors("a/b/c") == ["a/b/c", "a/b", "a", "global"])
    #expect(MemoryScope.withAncestors("global") == ["global"])
  }
}

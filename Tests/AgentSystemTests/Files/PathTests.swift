import AgentSystem
import Testing

struct PathTests {
  @Test(arguments: [
    ("/a", "b", "/a/b"), ("/a/", "b", "/a/b"), ("a", "b", "a/b"), ("", "b", "b"), ("/a", "/b", "/b"),
    ("/", "b", "/b"),
  ])
  func joins(base: String, name: String, joined: String) {
    #expect(Path.join(base, name) == joined)
  }

  @Test(arguments: [
    ("/a/b", "/a", "b"), ("/a", "/", "a"), ("/", "/", "/"), ("///", "/", "/"), ("a", ".", "a"),
    ("a/b", "a", "b"),
    ("a/b/", "a", "b"), ("/a//b", "/a", "b"), ("//a", "/", "a"), ("", ".", ""), ("a//", ".", "a"),
    // A combining mark behind the slash makes it another character to Swift, not to the kernel.
    ("/a/\u{301}b", "/a", "\u{301}b"),
  ])
  func parentAndName(path: String, parent: String, name: String) {
    #expect(Path.parent(path) == parent)
    #expect(Path.name(path) == name)
  }

  @Test(arguments: [
    ("a.TXT", "txt"), ("/x.y/a.tar.gz", "gz"), (".bashrc", ""), ("Makefile", ""), ("a.", ""), ("/x.y/a", ""),
    ("a.b/", "b"),
  ])
  func fileExtension(path: String, letters: String) {
    #expect(Path.fileExtension(path) == letters)
  }

  @Test(arguments: [
    ("b", "/a", "/a/b"), ("/b", "/a", "/b"), ("../b", "/a/c", "/a/b"), ("../../..", "/a", "/"),
    (".", "/a", "/a"),
    ("", "/a", "/a"), ("./b//c/./d/", "/a", "/a/b/c/d"), ("..b/...", "/a", "/a/..b/..."), ("/", "/a", "/"),
    ("x/../\u{301}y", "/a", "/a/\u{301}y"),
  ])
  func absolute(path: String, base: String, absolute: String) {
    #expect(Path.absolute(path, base: base) == absolute)
  }

  @Test(
    arguments: [
      ("/a/b", "/a", "b"), ("/a", "/a", "."), ("/ab", "/a", nil), ("/a/b/c", "/a/b", "c"), ("/b", "/a", nil),
      ("/a", "/", "a"), ("/", "/", "."), ("/e\u{301}/x", "/\u{e9}", nil),
    ] as [(String, String, String?)])
  func relative(path: String, directory: String, relative: String?) {
    #expect(Path.relative(path, to: directory) == relative)
  }

  @Test func resolvesLinks() throws {
    #expect(try Path.resolved("/proc/self/cwd") == Path.workingDirectory())
    #expect(throws: SystemError.self) { try Path.resolved("/nonexistent/x") }
  }
}

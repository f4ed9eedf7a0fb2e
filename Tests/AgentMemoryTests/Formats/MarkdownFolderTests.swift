import AgentSystem
import Testing

@testable import AgentMemory

@Suite struct MarkdownFolderTests {
  @Test(arguments: [
    "one line", "two\n\nparagraphs\n", "\n\nleading and trailing\n\n", "<!-- memory {} -->\ntext",
    "\\<!-- memory x",
    "# a heading --> and more", "one\r\n<!-- memory {} -->\r\ntwo\r\n", "<!-- memory \u{301}x -->\n",
  ])
  func textsComeBackAsTheyWere(_ text: String) throws {
    let bench = try MemoryBench()
    try bench.add(text) { addition in
      addition.title = "a -->\u{301} b"
      addition.scope = "team/x y"
    }
    try bench.add("another") { $0.scope = "team/x y" }
    let before = try bench.store.entries(where: "1")
    let files = MarkdownFolder.files(before)
    #expect(files.map(\.name) == ["team%2fx%20y.md"])
    let other = try MemoryBench()
    let additions = try MarkdownFolder.additions(files[0].text, now: bench.store.now(), object: "x")
    try other.store.change { _ = try other.store.add(additions, scope: "global") }
    let after = try other.store.entries(where: "1")
    #expect(after.map(\.text) == before.map(\.text))
    #expect(after.map { $0.record() } == before.map { $0.record() })
  }
}

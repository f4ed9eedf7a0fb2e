import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentMemory

@Suite struct SeedMemoryTests {
  private static let file = """
    {"type":"memory","settings":{"auto_archive":true,"max_tokens":8000},"messages":[
    {"type":"memory","id":"ab12","content":"Ann likes tea","title":"Ann","source":"manual","metadata":{"x":[1,2.50]},"timestamp":"20260102T030405.678901","embedding":[0.1,0.2]},
    {"type":"memory","id":"cd34","title":"","content":"what was done","source":"turn_summary","metadata":{"session_id":"s1"},"timestamp":"20260103T030405.000001"}]}
    """

  @Test func theFileThatIsFoundIsTakenOverOnce() throws {
    let directory = TestDirectory()
    try directory.write("runtime/memory.json", Self.file)
    let store = try #require(try MemoryStore.read(directory.runtimeDirectory, clock: .system))
    #expect(try store.entries(where: "1").map(\.id) == ["ab12", "cd34"])
    #expect(try store.resolve("Ann").created == Timestamp("2026-01-02T03:04:05.678Z"))
    #expect(try store.resolve("cd34").kind == .turnSummary)
    #expect(try MemorySettings(store)["auto_archive"] == true)
    try store.change { try store.delete(store.resolve("ab12")) }
    let again = try #require(try MemoryStore.read(directory.runtimeDirectory, clock: .system))
    #expect(try again.resolve("ab12").deleted != nil)
    #expect(try directory.read("runtime/memory.json") == Self.file)
  }

  /// Every entry comes out as it went in, but for the vector.
  @Test func nothingIsLost() throws {
    let directory = TestDirectory()
    try directory.write("runtime/memory.json", Self.file)
    let store = try #require(try MemoryStore.read(directory.runtimeDirectory, clock: .system))
    let document = try store.seedDocument()
    let original = try JSON(parsing: Self.file)
    #expect(document["settings"] == original["settings"])
    for (index, entry) in try #require(original["messages"]?.array).enumerated() {
      let written = try #require(document["messages"]?[index]?.object)
      for member in try #require(entry.object) where member.key != "embedding" {
        #expect(written[member.key] == member.value, "\(member.key)")
      }
    }
  }

  /// Texts that nobody would write by hand, and names that it has given twice.
  @Test func oddEntriesComeBack() throws {
    let big = String(repeating: "word ", count: 100_000)
    let texts = ["", "  \n", "a\u{0}b", "crlf\r\n", "\u{202e}עברית", "👩‍👩‍👧 e\u{301}", big, "first", "second"]
    let entries = texts.enumerated().map { index, text -> JSON in
      let id = index >= texts.count - 2 ? "twice" : "id\(index)"
      return ["type": "memory", "id": .string(id), "content": .string(text), "title": "", "extra": [1.50]]
    }
    let original: JSON = ["type": "memory", "settings": [:], "messages": .array(entries)]
    let directory = TestDirectory()
    try directory.write("runtime/memory.json", original.text)
    let store = try #require(try MemoryStore.read(directory.runtimeDirectory, clock: .system))
    #expect(store.adoptionNotice == nil)
    #expect(try store.seedDocument()["messages"] == original["messages"])
    // The same file again brings nothing new.
    let additions = try SeedMemory.additions(original, source: "x")
    let again = try store.change { try store.add(additions, scope: "global") }
    #expect(again.allSatisfy { $0.operation == .noop })
  }

  @Test func aNewTitleIsWritten() throws {
    let directory = TestDirectory()
    try directory.write("runtime/memory.json", Self.file)
    let store = try #require(try MemoryStore.read(directory.runtimeDirectory, clock: .system))
    var edit = MemoryStore.Edit()
    edit.title = "Ann's tea"
    try store.change { try store.edit(store.resolve("ab12"), edit) }
    let titles = try store.seedDocument()["messages"]?.array?.compactMap { $0["title"]?.string } ?? []
    #expect(titles.contains("Ann's tea") && !titles.contains("Ann"))
  }

  @Test func whatIsNoMemoryIsRefused() {
    #expect(throws: (any Error).self) { try SeedMemory.additions([:], source: "x") }
    #expect(throws: (any Error).self) { try SeedMemory.additions(["messages": [["id": "x"]]], source: "x") }
  }
}

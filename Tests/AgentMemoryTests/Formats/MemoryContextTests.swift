import AgentCore
import AgentStore
import Testing

@testable import AgentMemory

@Suite struct MemoryContextTests {
  private func context(_ bench: MemoryBench, _ question: String, budget: Int) throws -> MemoryContext {
    MemoryContext(
      budget: budget, pinned: try bench.store.pinnedEntries(scopes: nil),
      found: try bench.search(question) { $0.limit = 40 }, tokenizer: bench.store.index.tokenizer)
  }

  @Test func pinnedFirstThenWhatFitsAndTheSameBytesEachTime() throws {
    let bench = try MemoryBench()
    try bench.add("Say <please> & \"thanks\"") { $0.isPinned = true }
    try bench.add("The cloud is " + String(repeating: "very large and quite ", count: 55))
    try bench.add("A small cloud")
    let context = try context(bench, "cloud", budget: 300)
    #expect(context.entries.map(\.text) == ["Say <please> & \"thanks\"", "A small cloud"])
    #expect(context.text.contains(">Say &lt;please&gt; &amp; &quot;thanks&quot;</memory>"))
    #expect(context.tokens <= 300)
    #expect(try self.context(bench, "cloud", budget: 300).text == context.text)
  }

  @Test func whatSaysNothingNewIsLeftOut() throws {
    let bench = try MemoryBench()
    try bench.add("the build of the project takes nine minutes")
    try bench.add("the build of the project takes ten minutes")
    #expect(try context(bench, "build project", budget: 1000).entries.count == 1)
  }

  @Test func nothingIsNothing() throws {
    #expect(try context(MemoryBench(), "anything", budget: 1000).text.isEmpty)
  }
}

import AgentCore
import AgentJSON
import AgentStore
import AgentSystem

@testable import AgentMemory

extension FuzzTarget {
  /// What is imported: our records, the predecessor's file, a Markdown file. What is taken and written again is read
  /// as it was, and a text is the sum of its parts.
  static let memory = FuzzTarget("memory") { input in
    let text = String(decoding: input, as: UTF8.self)
    require(TextParts.of(text).joined().utf8.elementsEqual(text.utf8), "a text is the sum of its parts")
    require(TextParts.of(text).count == TextParts.count(text), "and their number is known")
    for line in input.split(separator: 0x0a).prefix(20) {
      guard let value = try? JSON(parsing: Array(line)) else { continue }
      _ = try? MemoryProposal.parse(value)
      if let addition = try? MemoryAddition(parsing: value, now: now) { checkAgain(addition) }
    }
    if let value = try? JSON(parsing: input), let found = try? SeedMemory.additions(value, source: "seed") {
      for addition in found.prefix(20) { checkAgain(addition) }
    }
    if let found = try? MarkdownFolder.additions(text, now: now, object: "file") {
      for addition in found.prefix(20) { checkAgain(addition) }
    }
  }

  /// Any text is a question: it is answered, the same each time, and never with more than was asked for.
  static let question = FuzzTarget("question") { input in
    let text = String(decoding: input, as: UTF8.self)
    let store = QuestionedStore.store
    require("a question is answered") {
      var query = MemoryQuery(text)
      query.limit = 3
      let first = try MemorySearch(store).results(for: query).hits
      require(first.count <= 3, "no more than was asked for")
      let again = try MemorySearch(store).results(for: query).hits
      require(first.map(\.entry.id) == again.map(\.entry.id), "the same question has the same answer")
      require(first.allSatisfy { $0.score > 0 && $0.score.isFinite }, "scores are numbers")
      let context = MemoryContext(budget: 200, pinned: [], found: first, tokenizer: store.index.tokenizer)
      require(context.tokens <= 200, "a context keeps its budget")
    }
  }

  private static let now = Timestamp(milliseconds: 1_800_000_000_000)

  /// What can be stored comes back from its record.
  private static func checkAgain(_ addition: MemoryAddition) {
    guard (try? addition.check()) != nil else { return }
    var entry = MemoryEntry(
      id: addition.id ?? "id", scope: addition.scope ?? "global", text: addition.text,
      created: addition.time ?? now)
    entry.title = addition.title
    entry.source = addition.source
    entry.session = addition.session
    entry.actor = addition.actor
    entry.key = addition.key
    entry.expires = addition.expires
    entry.isPinned = addition.isPinned
    entry.meta = addition.meta
    entry.kind = addition.kind ?? .note
    require("a record is read back") {
      let line = JSON.object(entry.record()).bytes
      let read = try MemoryAddition(parsing: try JSON(parsing: line), now: now)
      require(
        read.text == entry.text && read.title == entry.title && read.meta == entry.meta
          && read.expires == entry.expires && read.key == entry.key && read.id == entry.id, "as it was")
    }
    require("Markdown is read back") {
      let file = MarkdownFolder.files([entry])[0].text
      let read = try MarkdownFolder.additions(file, now: now, object: "file")
      require(read.count == 1, "one entry is one")
      require(read[0].text.utf8.elementsEqual(entry.text.utf8), "with the same bytes")
    }
  }
}

/// A small store that is asked.
private enum QuestionedStore {
  nonisolated(unsafe) static let store: MemoryStore = require("a store") {
    let runtime = RuntimeDirectory(path: "\(ScratchFolder.path)/runtime")
    let store = try MemoryStore.write(runtime, clock: .system)
    let texts = [
      "the staging host is stage-2", "Ann: I like tea \"AND\" NOT coffee*", "C++ and C# near NEAR/3 (paren",
      "日本語のテキスト", "naïve café", "emoji 👩‍👩‍👧 family", String(repeating: "long text. ", count: 200),
    ]
    try store.change { _ = try store.add(texts.map { MemoryAddition(text: $0) }, scope: "global") }
    return store
  }
}

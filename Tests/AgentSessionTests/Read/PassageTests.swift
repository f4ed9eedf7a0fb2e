import AgentCore
import AgentJSON
import Testing

@testable import AgentSession

@Suite struct PassageTests {
  /// What each event says, and who says it.
  static let events: [(name: String, event: Event, said: [(Passage.Role, String)])] = [
    ("a question", .turnStarted(text: "how?"), [(.user, "how?")]),
    ("an answer", .answer("thus"), [(.assistant, "thus")]),
    ("a thought", .item(["id": "r", "type": "reasoning", "text": "hm"]), [(.reasoning, "hm")]),
    ("a hidden thought", .item(["id": "r", "type": "reasoning"]), []),
    (
      "a command",
      .item(["id": "c", "type": "command_execution", "command": "ls", "aggregated_output": "a"]),
      [(.tool, "bash ls\na")]
    ),
    (
      "a call",
      .item(["id": "c", "type": "tool_call", "tool": "read", "arguments": ["path": "x"], "output": "y"]),
      [(.tool, #"read {"path":"x"}"# + "\ny")]
    ),
    ("what the model asked for", .item(["id": "f", "type": "function_call", "tool": "read"]), []),
    ("a notice", .note("beware"), [(.notice, "beware")]),
    ("an empty notice", .note(" \n"), []),
    (
      "a failure",
      Event(
        .turnFailed,
        ["error": ["code": "network", "message": "gone"], "exit_code": 75, "partial_text": "so far"]),
      [(.assistant, "so far"), (.notice, "gone")]
    ),
    ("waiting input", QueuedInput(id: "q", text: "later").event, [(.user, "later")]),
    (
      "waiting items", QueuedInput(id: "q", text: nil, items: [Event.message("item")]).event,
      [(.user, "item")]
    ),
    ("a request to stop", QueuedInput(id: "q", text: "enough", interrupt: .stop).event, []),
    ("its taking", QueuedInput(id: "q", text: "later").taken, []),
    ("a name", Event(.sessionRenamed, ["title": "name"]), [(.title, "name")]),
    (
      "a compaction", Event(.compactionCompleted, ["after_tokens": 3, "item": Event.message("all")]),
      [(.assistant, "all")]
    ),
    ("an event of others", Event(type: "ci.step", payload: ["message": "x"]), []),
    ("an end", .turnCompleted, []),
  ]

  @Test(arguments: events.indices) func saysWhatItSays(_ index: Int) throws {
    let (name, event, said) = Self.events[index]
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([event], turn: 1)
    let text = RecordText(try #require(test.records(id).last), test.store.blobs)
    #expect((text?.passages ?? []) == said.map { Passage($0.0, $0.1) }, "\(name)")
  }

  @Test func titlesOfCreationAndItems() throws {
    let test = TestStore()
    let id = try test.make(title: "first")
    try test.log(id).append([.answer("x")])
    let records = try test.records(id)
    let texts = records.map { RecordText($0, test.store.blobs) }
    #expect(texts[0]?.passages == [Passage(.title, "first")] && texts[0]?.item == nil)
    #expect(texts[1]?.item == "a")
    #expect(RecordText(try #require(test.records(try test.make()).first), test.store.blobs) == nil)
  }

  @Test func blobsAreRead() throws {
    let test = TestStore()
    let id = try test.make()
    let long = String(repeating: "long ", count: 300_000) + "needle"
    try test.log(id).append([.answer(long)])
    let record = try #require(test.records(id).last)
    #expect(record.bytes.count < 1 << 20)
    #expect(RecordText(record, test.store.blobs)?.passages == [Passage(.assistant, long)])
    let cut = Passage(.user, "x" + String(repeating: "é", count: 3 << 20)).text
    #expect(cut.utf8.count == Passage.textLimit - 1 && !cut.unicodeScalars.contains("\u{fffd}"))
  }

  /// Colours are no part of words; what only looks like one stays.
  @Test(arguments: [
    ("\u{1b}[31mred\u{1b}[0m", "red"), ("a\u{1b}[1;32mb", "ab"), ("\u{1b}[", "\u{1b}["),
    ("\u{1b}[31", "\u{1b}[31"),
    ("\u{1b}x", "\u{1b}x"), ("[31m", "[31m"), ("\u{1b}[3é", "\u{1b}[3é"),
  ])
  func coloursAreLeftOut(_ text: String, _ wanted: String) { #expect(Passage(.tool, text).text == wanted) }
}

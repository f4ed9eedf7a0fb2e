import AgentCore
import AgentJSON
import AgentModel
import Testing

@testable import AgentTurn

@Suite struct ResponseItemsTests {
  @Test func idsAreUniqueInATurnAndStableInAnAttempt() {
    var items = ResponseItems(turn: 3)
    items.beginAttempt()
    let first = items.delta(at: 0, .text, "é")
    let second = items.delta(at: 0, .text, "b")
    #expect(first.payload["item_id"] == "item_3_1" && second.payload["item_id"] == "item_3_1")
    #expect(first.payload["offset"] == 0 && second.payload["offset"] == 2)
    #expect(items.done(at: 0, ItemViewTests.message("éb")).payload["item"]?["id"] == "item_3_1")
    #expect(items.done(at: 1, ItemViewTests.message("x")).payload["item"]?["id"] == "item_3_2")
    #expect(items.published == ["item_3_1", "item_3_2"])
    items.beginAttempt()
    #expect(items.published.isEmpty)
    #expect(items.done(at: 0, ItemViewTests.message("x")).payload["item"]?["id"] == "item_3_3")
    #expect(items.nextID() == "item_3_4")
  }

  @Test func whatCameOfAMessageIsKeptUntilTheEnd() {
    var items = ResponseItems(turn: 1)
    items.beginAttempt()
    items.keep(.reasoning, "thought")
    items.keep(.text, "half")
    #expect(items.partialText == "half" && items.isOpen)
    items.endAttempt()
    #expect(items.partialText.isEmpty && !items.isOpen)
  }
}

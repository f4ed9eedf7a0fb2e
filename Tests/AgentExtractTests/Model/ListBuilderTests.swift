@testable import AgentExtract
import Testing

struct ListBuilderTests {
  private func item(_ text: String) -> [Block] { [.paragraph([.text(text)])] }

  @Test func levelsNest() {
    var builder = ListBuilder()
    #expect(builder.add(item("a"), level: 0, number: nil) == nil)
    #expect(builder.add(item("b"), level: 1, number: nil) == nil)
    #expect(builder.add(item("c"), level: 0, number: nil) == nil)
    let inner = Block.list(List(items: [.init(item("b"))]))
    #expect(builder.finish() == .list(List(items: [.init(item("a") + [inner]), .init(item("c"))])))
    #expect(builder.finish() == nil)
  }

  @Test func aNumberThatDoesNotFollowBeginsAnotherList() {
    var builder = ListBuilder()
    #expect(builder.add(item("a"), level: 0, number: 1) == nil)
    let first = builder.add(item("b"), level: 0, number: 1)
    #expect(first == .list(List(start: 1, items: [.init(item("a"))])))
    #expect(builder.finish() == .list(List(start: 1, items: [.init(item("b"))])))
  }
}

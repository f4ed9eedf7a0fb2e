import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct ImageLimitTests {
  private static let image = InputItem.image(url: "https://example.org/a.png")
  private static let asked = InputItem.message(role: "user", parts: [InputItem.text("look"), image, image])
  private static let observed: JSON = [
    "type": "function_call_output", "call_id": "c", "output": [InputItem.text("seen"), image],
  ]
  private static let turns = [
    ContextProjection.Turn([asked]), ContextProjection.Turn([observed, InputItem.user("and?")]),
  ]

  private func shown(_ turns: [ContextProjection.Turn]) -> [Int] {
    turns.flatMap(\.items).map { item in
      (item["content"]?.array ?? item["output"]?.array ?? []).count { $0["type"] == "input_image" }
    }
  }

  @Test(
    arguments: [(nil, [2, 1, 0]), (3, [2, 1, 0]), (2, [1, 1, 0]), (1, [0, 1, 0]), (0, [0, 0, 0])]
      as [(Int?, [Int])])
  func theNewestAreKept(_ count: Int?, _ expected: [Int]) {
    let limited = ImageLimit(count: count).apply(to: Self.turns)
    #expect(shown(limited) == expected)
    #expect(limited.flatMap(\.items).count == 3)
    #expect(limited.allSatisfy { $0.costs.count == $0.items.count })
  }

  @Test func anOlderOneBecomesWords() {
    let limited = ImageLimit(count: 2).apply(to: Self.turns)
    let parts = limited[0].items[0]["content"]?.array ?? []
    #expect(parts[1]["text"]?.string == ImageLimit.note && parts[2] == Self.image)
    #expect(ImageLimit(count: 0).apply(to: Self.turns)[0].costs[0] < Self.turns[0].costs[0])
  }
}

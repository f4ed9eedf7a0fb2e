import AgentCore
import AgentJSON
import Testing

@testable import AgentModel

@Suite struct ModelPriceTests {
  private static func prices(_ table: JSON) throws -> ModelPrices {
    try ModelPrices(Configuration(user: ("file", ["prices": table])))
  }

  @Test(
    arguments: [
      ("gpt-5", 1), ("gpt-5-mini", 2), ("openai/gpt-5", 1), ("openai/gpt-5-mini", 2), ("gpt-5-mini-high", 3),
      ("gpt-4", 4), ("other", nil), ("GPT-5", nil), ("big/model", 5), ("big/other", nil),
    ] as [(String, Int?)])
  func isThatOfTheName(_ model: String, _ expected: Int?) throws {
    let table: JSON = [
      "gpt-*": ["input": 4, "output": 4], "gpt-5": ["input": 1, "output": 1],
      "gpt-5-mini": ["input": 2, "output": 2], "gpt-5-*": ["input": 3, "output": 3],
      "big/model": ["input": 5, "output": 5],
    ]
    let price = try Self.prices(table).price(of: model)
    #expect(price?.input == expected.map { Money(picodollars: $0 * 1_000_000) })
  }

  @Test(
    arguments: [
      (TokenUsage(input: 1_000_000), 2.0), (TokenUsage(output: 1_000_000), 8),
      (TokenUsage(input: 1_000_000, cachedInput: 600_000), 0.8 + 0.3),
      (TokenUsage(input: 5, cachedInput: 500, output: 0), 5 * 0.0000005),
      (TokenUsage(input: 1_000_000, cost: Money(dollars: 0.125)), 0.125),
    ] as [(TokenUsage, Double)])
  func cost(_ usage: TokenUsage, _ dollars: Double) throws {
    let table: JSON = ["m": ["input": 2, "cached_input": 0.5, "output": 8]]
    let price = try #require(try Self.prices(table).price(of: "m"))
    #expect(price.cost(of: usage) == Money(dollars: dollars))
    #expect(ModelPrice.free.cost(of: TokenUsage(input: 5, output: 7)) == .zero)
  }

  @Test func cachedInputCostsAsMuchUnlessSaid() throws {
    let price = try #require(try Self.prices(["m": ["input": 2, "output": 8]]).price(of: "m"))
    #expect(price.cost(of: TokenUsage(input: 10, cachedInput: 10)) == Money(dollars: 0.00002))
  }
}

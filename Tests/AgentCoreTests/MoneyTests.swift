import AgentJSON
import Testing

@testable import AgentCore

struct MoneyTests {
  @Test(
    arguments: [
      (0, "$0.00"), (0.25, "$0.25"), (0.000018, "$0.000018"), (12.3456789, "$12.345679"), (3, "$3.00"),
      (0.0000001, "$0.00"), (0.9999999, "$1.00"),
    ] as [(Double, String)])
  func isShown(_ dollars: Double, _ text: String) throws {
    #expect(try #require(Money(dollars: dollars)).description == text)
  }

  @Test func sumsDoNotDrift() throws {
    let price = try #require(Money(dollars: 0.0000001))
    let sum = (0..<1000).reduce(Money.zero) { sum, _ in sum + price }
    #expect(sum == price * 1000)
    #expect(sum.json == JSON(0.0001))
    #expect(Money(sum.json) == sum)
  }

  @Test func staysInBounds() throws {
    let much = try #require(Money(dollars: 1e30))
    #expect(much + much == much && much * 3 == much && Money.zero - much == .zero)
    for odd in [-1, Double.nan, .infinity] { #expect(Money(dollars: odd) == nil) }
    #expect(Money("1") == nil && Money(nil) == nil)
  }
}

public import AgentCore
import AgentJSON
import AgentSystem

/// What a model's tokens cost, each.
public struct ModelPrice: Sendable, Equatable {
  public var input: Money
  /// Of input that the server has kept from a request before.
  public var cachedInput: Money
  public var output: Money

  public init(input: Money, cachedInput: Money? = nil, output: Money) {
    self.input = input
    self.cachedInput = cachedInput ?? input
    self.output = output
  }

  /// That of a model on this machine.
  public static let free = ModelPrice(input: .zero, output: .zero)

  /// What a request has cost: by the server's own word, else by its tokens.
  public func cost(of usage: TokenUsage) -> Money {
    if let cost = usage.cost { return cost }
    let cached = min(usage.cachedInput, usage.input)
    return input * (usage.input - cached) + cachedInput * cached + output * usage.output
  }
}

/// The setting `prices`: US dollars for a million tokens, by the names of models or patterns of them.
public struct ModelPrices: Sendable, Equatable {
  private let entries: [(pattern: String, price: ModelPrice)]

  public static func == (left: ModelPrices, right: ModelPrices) -> Bool {
    left.entries.elementsEqual(right.entries) { $0.pattern == $1.pattern && $0.price == $1.price }
  }

  public init(_ configuration: Configuration) throws(AgentError) {
    entries = try configuration.table("prices").compactMap { entry in
      guard let input = Self.price(entry.members["input"]), let output = Self.price(entry.members["output"])
      else { return nil }
      let cached = Self.price(entry.members["cached_input"])
      return (entry.name, ModelPrice(input: input, cachedInput: cached, output: output))
    }
  }

  private static func price(_ perMillion: JSON?) -> Money? {
    Money(perMillion).map { Money(picodollars: ($0.picodollars + 500_000) / 1_000_000) }
  }

  /// The price of a model: that under its name, else under its name without the maker's (`openai/gpt-5`), else under
  /// the longest pattern that fits either.
  public func price(of model: String) -> ModelPrice? {
    let whole = Array(model.utf8)
    let short = Array(whole.split(separator: UInt8(ascii: "/")).last ?? [])
    for name in [whole, short] {
      if let entry = entries.last(where: { $0.pattern.utf8.elementsEqual(name) }) { return entry.price }
    }
    let fitting = entries.filter { entry in
      let glob = Glob(entry.pattern.utf8, crossesSlashes: true)
      return glob.matches(whole) || glob.matches(short)
    }
    return fitting.max { $0.pattern.utf8.count < $1.pattern.utf8.count }?.price
  }
}

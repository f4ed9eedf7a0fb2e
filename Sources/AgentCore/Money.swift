public import AgentJSON

/// An amount of US dollars of 0 or more, exact to a picodollar: the price of a token is some millionths of a dollar,
/// and sums of many must not drift.
///
/// What would be above nine million dollars stays there.
public struct Money: Sendable, Hashable, Comparable {
  /// 10^-12 dollars.
  public let picodollars: Int

  public static let zero = Money(picodollars: 0)

  public init(picodollars: Int) { self.picodollars = max(0, picodollars) }

  /// - Returns: nil for what is negative or no number.
  public init?(dollars: Double) {
    guard dollars.isFinite, dollars >= 0 else { return nil }
    self.init(picodollars: dollars < 9e6 ? Int((dollars * 1e12).rounded()) : .max)
  }

  /// A number of dollars.
  public init?(_ json: JSON?) {
    guard let dollars = json?.double, let money = Money(dollars: dollars) else { return nil }
    self = money
  }

  public var dollars: Double { Double(picodollars) / 1e12 }
  public var json: JSON { JSON(dollars) }

  public static func < (left: Money, right: Money) -> Bool { left.picodollars < right.picodollars }

  public static func + (left: Money, right: Money) -> Money {
    let (sum, overflow) = left.picodollars.addingReportingOverflow(right.picodollars)
    return Money(picodollars: overflow ? .max : sum)
  }

  /// What is left of it; nothing where more is taken away than there is.
  public static func - (left: Money, right: Money) -> Money {
    Money(picodollars: left.picodollars - right.picodollars)
  }

  /// So many times as much.
  public static func * (price: Money, count: Int) -> Money {
    let (product, overflow) = price.picodollars.multipliedReportingOverflow(by: max(0, count))
    return Money(picodollars: overflow ? .max : product)
  }
}

extension Money: CustomStringConvertible {
  /// For people: `$0.25`, `$0.000018`; rounded to a millionth.
  public var description: String {
    let millionths = picodollars / 1_000_000 + (picodollars % 1_000_000 >= 500_000 ? 1 : 0)
    var digits = Array("\(millionths % 1_000_000 + 1_000_000)".utf8.dropFirst())
    while digits.count > 2, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return "$\(millionths / 1_000_000).\(String(decoding: digits, as: UTF8.self))"
  }
}

/// A value that goes into a statement.
public enum StoreValue: Sendable, Equatable {
  case null
  case int(Int)
  case real(Double)
  case text(String)
  case blob([UInt8])

  public init(_ value: Int?) { self = value.map(StoreValue.int) ?? .null }
  public init(_ value: String?) { self = value.map(StoreValue.text) ?? .null }
}

extension StoreValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(stringLiteral value: String) { self = .text(value) }
}

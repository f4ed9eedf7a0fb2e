/// A number as it was spelled in the JSON text, so that `1.10`, `-0` and 40-digit integers survive a
/// round trip; arithmetic values are made on demand.
public struct JSONNumber: Sendable, Hashable {
  public let literal: String

  /// `literal` must be a number by the grammar of RFC 8259 section 6.
  init(unchecked literal: String) { self.literal = literal }

  public var double: Double? { Double(literal) }

  /// The exact integer value (`1.0` and `1e3` count), or nil when there is a fraction or no room.
  public var int: Int? { Int(literal) ?? double.flatMap { Int(exactly: $0) } }
}

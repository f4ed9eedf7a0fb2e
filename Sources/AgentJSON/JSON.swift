/// A JSON value (RFC 8259).
///
/// Members keep their order and numbers their exact spelling, because this value is what session logs,
/// records and model requests are made of: what was read can be written again byte for byte, but for
/// white space and the choice of escapes. Values are equal when they are spelled alike: `1` and `1.0` differ,
/// and so do objects with the same members in another order.
public enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  /// A number written as a plain integer that fits in 64 bits.
  case int(Int)
  /// Any other number, kept as it was spelled.
  case number(JSONNumber)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

// MARK: - Looking inside

extension JSON {
  /// The value of the member `key`, or nil when this is not an object or has no such member.
  @inlinable
  public subscript(key: String) -> JSON? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  /// The element at `index`, or nil when this is not an array or is too short.
  public subscript(index: Int) -> JSON? {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
  }

  public var isNull: Bool { self == .null }

  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The number as an `Int`; nil when it is not a number or has a fraction or is out of range.
  public var int: Int? {
    switch self {
    case .int(let value): value
    case .number(let number): number.int
    default: nil
    }
  }

  public var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let number): number.double
    default: nil
    }
  }

  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The name of this value's JSON Schema type.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .int: "integer"
    case .number(let number): number.int == nil ? "number" : "integer"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

// MARK: - Making values

extension JSON {
  /// A string, or null where there is none.
  public init(_ value: String?) { self = value.map(JSON.string) ?? .null }

  /// A finite number in the shortest spelling that reads back as the same value; NaN and infinities,
  /// which JSON cannot say, become null.
  public init(_ value: Double) {
    if let exact = Int(exactly: value), value.magnitude < 0x1p53, value != 0 || value.sign == .plus {
      self = .int(exact)
    } else {
      self = value.isFinite ? .number(JSONNumber(unchecked: "\(value)")) : .null
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral,
  ExpressibleByFloatLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(floatLiteral value: Double) { self = JSON(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(nilLiteral: ()) { self = .null }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }
}

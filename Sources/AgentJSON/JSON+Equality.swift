#if canImport(Glibc)
  import Glibc
#endif

/// Strings and names are equal when they have the same bytes (RFC 8259 section 8.3), while Swift's `==` takes
/// texts for equal that look alike, such as a letter with a combining mark and its composed form.
extension JSON {
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.isSpelled(like: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .number(let number): hasher.combine(number)
    case .string(let text): text.hashSpelling(into: &hasher)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension JSONObject.Member {
  public static func == (left: Self, right: Self) -> Bool {
    left.key.isSpelled(like: right.key) && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    key.hashSpelling(into: &hasher)
    hasher.combine(value)
  }
}

extension String {
  /// Whether it has the same bytes.
  func isSpelled(like other: String) -> Bool {
    let isSame = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        guard let first = left.baseAddress, let second = right.baseAddress else {
          return left.isEmpty && right.isEmpty
        }
        return left.count == right.count && memcmp(first, second, left.count) == 0
      }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  fileprivate func hashSpelling(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xff as UInt8)
  }
}

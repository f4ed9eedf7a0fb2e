extension JSON {
  /// The length of ``bytes``, counted without making them: for limits on values that may be large.
  public var byteCount: Int {
    switch self {
    case .null: return 4
    case .bool(let value): return value ? 4 : 5
    case .int(let value): return "\(value)".utf8.count
    case .number(let number): return number.literal.utf8.count
    case .string(let string): return Self.byteCount(of: string)
    case .array(let elements):
      return elements.reduce(max(2, elements.count + 1)) { $0 + $1.byteCount }
    case .object(let object):
      return object.members.reduce(max(2, object.count * 2 + 1)) {
        $0 + Self.byteCount(of: $1.key) + $1.value.byteCount
      }
    }
  }

  private static func byteCount(of string: String) -> Int {
    var string = string
    return string.withUTF8 { text in
      guard let start = text.baseAddress else { return 2 }
      var count = text.count + 2
      var index = 0
      var seen: UInt64 = 0
      while true {
        index += PlainRun.length(start + index, text.count - index, seen: &seen)
        if index == text.count { return count }
        switch text[index] {
        case 0x22, 0x5c, 0x08, 0x09, 0x0a, 0x0c, 0x0d: count += 1
        default: count += 5
        }
        index += 1
      }
    }
  }
}

#if canImport(Glibc)
  import Glibc
#endif

/// Looks at the top-level `type` of an object without parsing the rest: how a reader passes over records
/// it has no use for at memory speed.
///
/// The text is not validated; use it to choose, and parse what was chosen.
public enum JSONPeek {
  /// The string value of the top-level member `type`, or nil when there is none, when it is not a plain
  /// string (escapes in it are not decoded), or when the text is not an object.
  ///
  /// Costs a few bytes when `type` is the first member, as our own writers put it, and one pass over the
  /// text otherwise.
  public static func type(of line: UnsafeBufferPointer<UInt8>) -> String? {
    member("type", of: line)
  }

  public static func type(of line: ArraySlice<UInt8>) -> String? {
    line.withUnsafeBufferPointer { type(of: $0) }
  }

  /// The plain string value of the top-level member `name`.
  public static func member(_ name: String, of line: UnsafeBufferPointer<UInt8>) -> String? {
    var scanner = Scanner(bytes: line)
    return scanner.findString(Array(name.utf8))
  }

  /// Whether the text is an object whose first member is named `type`.
  public static func beginsWithType(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { buffer in
      var scanner = Scanner(bytes: buffer)
      return scanner.firstKey() == Array("type".utf8)
    }
  }
}

private struct Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// The raw bytes of the string that starts here; nil when there is none.
  mutating func string() -> UnsafeBufferPointer<UInt8>? {
    guard take(0x22) else { return nil }
    let start = index
    while index < bytes.count {
      guard let quote = memchr(bytes.baseAddress! + index, 0x22, bytes.count - index) else { return nil }
      index = UnsafeRawPointer(quote) - UnsafeRawPointer(bytes.baseAddress!)
      var slashes = 0
      while index - slashes > start, bytes[index - slashes - 1] == 0x5c { slashes += 1 }
      index += 1
      if slashes % 2 == 0 { return UnsafeBufferPointer(rebasing: bytes[start..<index - 1]) }
    }
    return nil
  }

  mutating func firstKey() -> [UInt8]? {
    guard take(UInt8(ascii: "{")), let key = string(), take(UInt8(ascii: ":")) else { return nil }
    return Array(key)
  }

  mutating func findString(_ name: [UInt8]) -> String? {
    guard take(UInt8(ascii: "{")) else { return nil }
    while let key = string() {
      guard take(UInt8(ascii: ":")) else { return nil }
      if key.elementsEqual(name) {
        guard let value = string(), !value.contains(0x5c) else { return nil }
        return String(validating: value, as: UTF8.self)
      }
      skipValue()
      guard take(UInt8(ascii: ",")) else { return nil }
    }
    return nil
  }

  /// Moves behind one value of any kind by counting brackets outside strings.
  mutating func skipValue() {
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x22:
        if string() == nil { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return }
      default: break
      }
      index += 1
    }
  }
}

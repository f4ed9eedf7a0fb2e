#if canImport(Glibc)
  import Glibc
#endif

/// Looks at the top-level `type` of an object without parsing the rest: how a reader passes over records
/// it has no use for at memory speed.
///
/// The text is not validated and the first member of the name counts, while a parsed object answers with the
/// last: use it to choose, and parse what was chosen.
public enum JSONPeek {
  /// The string value of the top-level member `type`, or nil when there is none, when it is not a plain
  /// string (escapes in it are not decoded), or when the text is not an object.
  ///
  /// Costs a few bytes when `type` is the first member, as our own writers put it, and one pass over the
  /// text otherwise.
  public static func type(of line: UnsafeBufferPointer<UInt8>) -> String? {
    let name = StaticString("type")
    return member(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), of: line)
  }

  public static func type(of line: ArraySlice<UInt8>) -> String? {
    line.withUnsafeBufferPointer { type(of: $0) }
  }

  /// The plain string value of the top-level member `name`.
  public static func member(_ name: String, of line: UnsafeBufferPointer<UInt8>) -> String? {
    var name = name
    return name.withUTF8 { member($0, of: line) }
  }

  @inline(__always)
  private static func member(_ name: UnsafeBufferPointer<UInt8>, of line: UnsafeBufferPointer<UInt8>)
    -> String?
  {
    guard var scanner = Scanner(line) else { return nil }
    return scanner.findString(name)
  }

  /// Whether the text is an object whose first member is named `type`.
  public static func beginsWithType(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { line in
      guard var scanner = Scanner(line), let key = scanner.firstKey() else { return false }
      return key.bytes.elementsEqual("type".utf8)
    }
  }
}

/// Walks over the members of an object by quotes and brackets alone.
private struct Scanner {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var index = 0

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return nil }
    self.base = base
    end = bytes.count
  }

  /// The raw text between two quotes.
  struct RawString {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Whether it says what it spells: ASCII without escapes.
    let isPlainASCII: Bool

    func equals(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
      guard bytes.count == name.count, let left = bytes.baseAddress else { return false }
      guard let right = name.baseAddress else { return true }
      return memcmp(left, right, name.count) == 0
    }

    /// The text when it has neither escapes nor invalid UTF-8.
    var plainText: String? {
      // SAFETY: the bytes were seen to be ASCII.
      if isPlainASCII { return String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: true)) }
      guard !bytes.contains(UInt8(ascii: "\\")), let text = try? UTF8Span(validating: bytes.span) else {
        return nil
      }
      return String(copying: text)
    }
  }

  mutating func firstKey() -> RawString? {
    guard take(UInt8(ascii: "{")), let key = string(), take(UInt8(ascii: ":")) else { return nil }
    return key
  }

  mutating func findString(_ name: UnsafeBufferPointer<UInt8>) -> String? {
    guard take(UInt8(ascii: "{")) else { return nil }
    while let key = string(), take(UInt8(ascii: ":")) {
      if key.equals(name) { return string()?.plainText }
      skipValue()
      if !take(UInt8(ascii: ",")) { return nil }
    }
    return nil
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    while index < end {
      let next = base[index]
      if next == byte {
        index += 1
        return true
      }
      guard next == 0x20 || next == 0x09 || next == 0x0a || next == 0x0d else { return false }
      index += 1
    }
    return false
  }

  /// The string that starts here; nil when there is none.
  @inline(__always)
  private mutating func string() -> RawString? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = index
    var seen: UInt64 = 0
    var isPlain = true
    while index < end {
      index += PlainRun.length(base + index, end - index, seen: &seen)
      if index < end, base[index] == UInt8(ascii: "\"") {
        index += 1
        return RawString(
          bytes: UnsafeBufferPointer(start: base + start, count: index - 1 - start),
          isPlainASCII: isPlain && PlainRun.isASCII(seen))
      }
      // A backslash takes the next byte with it; control characters are for the parser to refuse.
      isPlain = false
      index += index < end && base[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index = end
    return nil
  }

  /// Moves behind one value of any kind by counting brackets outside strings.
  private mutating func skipValue() {
    var depth = 0
    while index < end {
      switch base[index] {
      case UInt8(ascii: "\""):
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

#if canImport(Glibc)
  import Glibc
#endif

extension JSON {
  /// How many arrays and objects may stand in one another before a text is refused.
  public static let defaultDepthLimit = 512

  /// Parses one JSON value that fills `bytes`, white space around it aside.
  ///
  /// Invalid UTF-8 is refused. An escaped surrogate without its partner (`\ud800`), which no Unicode
  /// string can hold, reads as U+FFFD.
  public init(parsing bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = defaultDepthLimit)
    throws(JSONError)
  {
    var parser = JSONParser(bytes, depthLimit: depthLimit)
    self = try parser.parseDocument()
  }

  public init(parsing bytes: [UInt8], depthLimit: Int = defaultDepthLimit) throws(JSONError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONError) in try JSON(parsing: buffer, depthLimit: depthLimit) }
    }
    self = try result.get()
  }

  public init(parsing bytes: ArraySlice<UInt8>, depthLimit: Int = defaultDepthLimit) throws(JSONError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONError) in try JSON(parsing: buffer, depthLimit: depthLimit) }
    }
    self = try result.get()
  }

  public init(parsing text: String, depthLimit: Int = defaultDepthLimit) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), depthLimit: depthLimit)
  }
}

/// A recursive-descent parser over a buffer that outlives it.
struct JSONParser: ~Copyable {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private let depthLimit: Int
  private var position = 0
  private var depth = 0
  /// Where strings with escapes are decoded.
  private var scratch = ScratchBuffer()

  init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    // An empty buffer may have no address; any valid pointer will do, since nothing is read.
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!
    end = bytes.count
    self.depthLimit = depthLimit
  }

  mutating func parseDocument() throws(JSONError) -> JSON {
    let value = try parseValue()
    skipSpace()
    if position < end { throw JSONError(.trailingBytes, at: position) }
    return value
  }

  @inline(__always)
  private mutating func skipSpace() {
    while position < end {
      let byte = base[position]
      // Most bytes are above the space, so that one comparison settles it.
      guard byte <= 0x20, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return }
      position += 1
    }
  }

  private mutating func parseValue() throws(JSONError) -> JSON {
    skipSpace()
    guard position < end else { throw JSONError(.unexpectedEnd, at: position) }
    switch base[position] {
    case UInt8(ascii: "\""):
      position += 1
      return .string(try parseString())
    case UInt8(ascii: "{"): return try parseObject()
    case UInt8(ascii: "["): return try parseArray()
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
    case let byte: throw JSONError(.unexpectedByte(byte), at: position)
    }
  }

  private mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let count = word.utf8CodeUnitCount
    guard end - position >= count, memcmp(base + position, word.utf8Start, count) == 0 else {
      throw JSONError(.invalidLiteral, at: position)
    }
    position += count
    return value
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    if depth > depthLimit { throw JSONError(.tooDeep(limit: depthLimit), at: position) }
    position += 1
  }

  private mutating func parseObject() throws(JSONError) -> JSON {
    try enter()
    var members: [JSONObject.Member] = []
    skipSpace()
    if position < end, base[position] == UInt8(ascii: "}") {
      position += 1
      depth -= 1
      return .object(JSONObject())
    }
    members.reserveCapacity(4)
    while true {
      skipSpace()
      guard position < end else { throw JSONError(.unexpectedEnd, at: position) }
      guard base[position] == UInt8(ascii: "\"") else {
        throw JSONError(.unexpectedByte(base[position]), at: position)
      }
      position += 1
      let key = try parseString()
      skipSpace()
      guard position < end else { throw JSONError(.unexpectedEnd, at: position) }
      guard base[position] == UInt8(ascii: ":") else {
        throw JSONError(.unexpectedByte(base[position]), at: position)
      }
      position += 1
      members.append(JSONObject.Member(key: key, value: try parseValue()))
      if try endsList(with: UInt8(ascii: "}")) { return .object(JSONObject(members)) }
    }
  }

  private mutating func parseArray() throws(JSONError) -> JSON {
    try enter()
    var elements: [JSON] = []
    skipSpace()
    if position < end, base[position] == UInt8(ascii: "]") {
      position += 1
      depth -= 1
      return .array([])
    }
    while true {
      elements.append(try parseValue())
      if try endsList(with: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  /// Consumes a comma (false) or the closing bracket (true).
  @inline(__always)
  private mutating func endsList(with close: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard position < end else { throw JSONError(.unexpectedEnd, at: position) }
    let byte = base[position]
    guard byte == close || byte == UInt8(ascii: ",") else {
      throw JSONError(.unexpectedByte(byte), at: position)
    }
    position += 1
    if byte == close {
      depth -= 1
      return true
    }
    return false
  }

  private mutating func parseNumber() throws(JSONError) -> JSON {
    let start = position
    let negative = base[position] == UInt8(ascii: "-")
    if negative { position += 1 }
    let firstDigit = position
    var value = 0
    while position < end, case let digit = base[position] &- 0x30, digit < 10 {
      if position - firstDigit < 18 { value = value &* 10 &+ Int(digit) }
      position += 1
    }
    let digits = position - firstDigit
    guard digits > 0, digits == 1 || base[firstDigit] != UInt8(ascii: "0") else {
      throw JSONError(.invalidNumber, at: start)
    }
    let next = position < end ? base[position] : 0
    if next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e"), digits <= 18, !(negative && value == 0) {
      return .int(negative ? -value : value)
    }
    if position < end, base[position] == UInt8(ascii: ".") {
      position += 1
      try skipDigits(of: start)
    }
    if position < end, base[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-") {
        position += 1
      }
      try skipDigits(of: start)
    }
    let text = UnsafeBufferPointer(start: base + start, count: position - start)
    let literal = String(decoding: text, as: UTF8.self)
    if literal != "-0", let exact = Int(literal) { return .int(exact) }
    return .number(JSONNumber(unchecked: literal))
  }

  private mutating func skipDigits(of start: Int) throws(JSONError) {
    let first = position
    while position < end, base[position] &- 0x30 < 10 { position += 1 }
    if position == first { throw JSONError(.invalidNumber, at: start) }
  }
}

// MARK: - Strings

extension JSONParser {
  /// Moves to the next quote, backslash or control character.
  @inline(__always)
  private mutating func skipPlain(_ seen: inout UInt64) {
    position += PlainRun.length(base + position, end - position, seen: &seen)
  }

  /// Parses the rest of a string whose opening quote has been read.
  @inline(__always)
  private mutating func parseString() throws(JSONError) -> String {
    let start = position
    var seen: UInt64 = 0
    skipPlain(&seen)
    if position < end, base[position] == 0x22 {
      position += 1
      let text = UnsafeBufferPointer(start: base + start, count: position - 1 - start)
      return try string(of: text, seen, from: start)
    }
    return try parseEscapedString(from: start)
  }

  private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
    // Decoded text is never longer than its source: with this no more room is needed.
    scratch.removeAll()
    scratch.reserve(end - start)
    var seen: UInt64 = 0
    position = start
    while true {
      let run = PlainRun.length(base + position, end - position, seen: &seen, copy: scratch.end)
      scratch.advance(run)
      position += run
      guard position < end else { throw JSONError(.unexpectedEnd, at: position) }
      let byte = base[position]
      position += 1
      if byte == 0x22 { break }
      guard byte == 0x5c else { throw JSONError(.controlCharacter(byte), at: position - 1) }
      try parseEscape(&seen)
    }
    return try string(of: scratch.bytes, seen, from: start)
  }

  /// The string of `text`, once it is known to be UTF-8. Escapes are ASCII and stand for whole characters, so
  /// that the decoded text is valid exactly when the source from `start` to here is, which tells the offset.
  @inline(__always)
  private func string(of text: UnsafeBufferPointer<UInt8>, _ seen: UInt64, from start: Int) throws(JSONError)
    -> String
  {
    // SAFETY: the bytes were seen to be ASCII.
    if PlainRun.isASCII(seen) { return String(copying: UTF8Span(unchecked: text.span, isKnownASCII: true)) }
    return try validatedString(of: text, from: start)
  }

  private func validatedString(of text: UnsafeBufferPointer<UInt8>, from start: Int) throws(JSONError)
    -> String
  {
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: text.span))
    } catch {
      let source = UnsafeBufferPointer(start: base + start, count: position - start)
      throw JSONError(.invalidUTF8, at: start + Self.validLength(of: source))
    }
  }

  /// The number of bytes before the first that is not UTF-8.
  private static func validLength(of text: UnsafeBufferPointer<UInt8>) -> Int {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: text.span)
      return text.count
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  private mutating func parseEscape(_ seen: inout UInt64) throws(JSONError) {
    guard position < end else { throw JSONError(.unexpectedEnd, at: position) }
    let byte = base[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.put(byte)
    case UInt8(ascii: "n"): scratch.put(0x0a)
    case UInt8(ascii: "t"): scratch.put(0x09)
    case UInt8(ascii: "r"): scratch.put(0x0d)
    case UInt8(ascii: "b"): scratch.put(0x08)
    case UInt8(ascii: "f"): scratch.put(0x0c)
    case UInt8(ascii: "u"):
      let scalar = try parseUnicodeEscape()
      for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        scratch.put(unit)
        seen |= UInt64(unit)
      }
    default: throw JSONError(.invalidEscape, at: position - 2)
    }
  }

  /// Parses the four digits after `\u`, and the second half of a surrogate pair if there is one.
  private mutating func parseUnicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let unit = try parseHex()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let replacement: Unicode.Scalar = "\u{fffd}"
    guard unit < 0xdc00, position + 1 < end, base[position] == 0x5c, base[position + 1] == 0x75 else {
      return replacement
    }
    let resume = position
    position += 2
    let low = try parseHex()
    guard (0xdc00...0xdfff).contains(low) else {
      position = resume
      return replacement
    }
    return Unicode.Scalar(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)) ?? replacement
  }

  private mutating func parseHex() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < end else { throw JSONError(.unexpectedEnd, at: end) }
      let byte = base[position]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: throw JSONError(.invalidEscape, at: position)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

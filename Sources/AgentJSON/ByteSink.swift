/// Where JSON is written to.
///
/// Of a string only what RFC 8259 demands is escaped: quote, backslash and the control characters below 0x20;
/// everything else goes out as UTF-8.
struct ByteSink: ~Copyable {
  private var buffer = ScratchBuffer()

  /// What has been written; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { buffer.bytes }

  mutating func append(_ value: JSON) {
    switch value {
    case .null: append(word: "null")
    case .bool(let value): append(word: value ? "true" : "false")
    case .int(let value): append(value)
    case .number(let number): appendPlain(number.literal)
    case .string(let string): append(string)
    case .array(let elements):
      append(byte: "[")
      var isFirst = true
      for element in elements {
        if !isFirst { append(byte: ",") }
        isFirst = false
        append(element)
      }
      append(byte: "]")
    case .object(let object):
      append(byte: "{")
      var isFirst = true
      for member in object.members {
        if !isFirst { append(byte: ",") }
        isFirst = false
        append(member.key)
        append(byte: ":")
        append(member.value)
      }
      append(byte: "}")
    }
  }

  /// Adds an ASCII character.
  @inline(__always)
  private mutating func append(byte character: Unicode.Scalar) {
    buffer.reserve(1)
    buffer.put(UInt8(ascii: character))
  }

  private mutating func append(word: StaticString) {
    buffer.reserve(word.utf8CodeUnitCount)
    buffer.end.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    buffer.advance(word.utf8CodeUnitCount)
  }

  mutating func append(_ value: Int) {
    if value < 0 { append(byte: "-") }
    var rest = value.magnitude
    var count = 1
    var bound: UInt = 10
    while count < 19, rest >= bound {
      count += 1
      bound &*= 10
    }
    buffer.reserve(count)
    for index in stride(from: count - 1, through: 0, by: -1) {
      buffer.end[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    buffer.advance(count)
  }

  /// The bytes of a text that needs no escapes.
  private mutating func appendPlain(_ text: String) {
    var text = text
    text.withUTF8 { text in
      guard let start = text.baseAddress else { return }
      buffer.reserve(text.count)
      buffer.end.update(from: start, count: text.count)
      buffer.advance(text.count)
    }
  }

  mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { text in
      buffer.reserve(text.count + 2)
      buffer.put(UInt8(ascii: "\""))
      if let start = text.baseAddress { appendContents(start, text.count) }
      buffer.put(UInt8(ascii: "\""))
    }
  }

  /// The bytes of a string with their escapes, for which and for one quote there is room if none needs one.
  @inline(__always)
  private mutating func appendContents(_ start: UnsafePointer<UInt8>, _ count: Int) {
    var index = 0
    var seen: UInt64 = 0
    while true {
      let run = PlainRun.length(start + index, count - index, seen: &seen, copy: buffer.end)
      buffer.advance(run)
      index += run
      if index == count { return }
      // The longest escape is `\u00XX`.
      buffer.reserve(6 + count - index)
      appendEscape(of: start[index])
      index += 1
    }
  }

  /// Adds an escape, for which there is room.
  private mutating func appendEscape(of byte: UInt8) {
    buffer.put(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.put(byte)
    case UInt8(ascii: "\n"): buffer.put(UInt8(ascii: "n"))
    case UInt8(ascii: "\t"): buffer.put(UInt8(ascii: "t"))
    case UInt8(ascii: "\r"): buffer.put(UInt8(ascii: "r"))
    case 0x08: buffer.put(UInt8(ascii: "b"))
    case 0x0c: buffer.put(UInt8(ascii: "f"))
    default:
      let digits = StaticString("0123456789abcdef").utf8Start
      for digit in [UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]] {
        buffer.put(digit)
      }
    }
  }
}

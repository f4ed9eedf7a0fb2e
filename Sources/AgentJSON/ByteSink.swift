/// Where JSON is written to.
///
/// Of a string only what RFC 8259 demands is escaped: quote, backslash and the control characters below 0x20;
/// everything else goes out as UTF-8.
struct ByteSink: ~Copyable {
  private var buffer = ScratchBuffer()

  /// What has been written; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { buffer.bytes }

  private mutating func append(word: StaticString) { buffer.append(word.utf8Start, word.utf8CodeUnitCount) }
}

// MARK: - Values

extension ByteSink {
  mutating func append(_ value: JSON) {
    switch value {
    case .null: append(word: "null")
    case .bool(let value): append(word: value ? "true" : "false")
    case .int(let value): append(value)
    case .number(let number): appendPlain(number.literal)
    case .string(let string): append(string)
    case .array(let elements):
      buffer.append(UInt8(ascii: "["))
      var isFirst = true
      for element in elements {
        if !isFirst { buffer.append(UInt8(ascii: ",")) }
        isFirst = false
        append(element)
      }
      buffer.append(UInt8(ascii: "]"))
    case .object(let object):
      buffer.append(UInt8(ascii: "{"))
      var isFirst = true
      for member in object.members {
        if !isFirst { buffer.append(UInt8(ascii: ",")) }
        isFirst = false
        append(member.key)
        buffer.append(UInt8(ascii: ":"))
        append(member.value)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }

  mutating func append(_ value: Int) {
    if value < 0 { buffer.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    var count = 1
    var bound: UInt = 10
    while count < 19, rest >= bound {
      count += 1
      bound &*= 10
    }
    let digits = buffer.gap(count)
    for index in stride(from: count - 1, through: 0, by: -1) {
      digits[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// The bytes of a text that needs no escapes.
  private mutating func appendPlain(_ text: String) {
    var text = text
    text.withUTF8 { if let start = $0.baseAddress { buffer.append(start, $0.count) } }
  }

  mutating func append(_ string: String) {
    buffer.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { text in
      guard let start = text.baseAddress else { return }
      var index = 0
      var seen: UInt64 = 0
      while true {
        let run = PlainRun.length(start + index, text.count - index, seen: &seen)
        buffer.append(start + index, run)
        index += run
        if index == text.count { break }
        appendEscape(of: start[index])
        index += 1
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append(word: "\\\"")
    case UInt8(ascii: "\\"): append(word: "\\\\")
    case UInt8(ascii: "\n"): append(word: "\\n")
    case UInt8(ascii: "\t"): append(word: "\\t")
    case UInt8(ascii: "\r"): append(word: "\\r")
    case 0x08: append(word: "\\b")
    case 0x0c: append(word: "\\f")
    default:
      append(word: "\\u00")
      let digits = StaticString("0123456789abcdef").utf8Start
      buffer.append(digits[Int(byte >> 4)])
      buffer.append(digits[Int(byte & 15)])
    }
  }
}

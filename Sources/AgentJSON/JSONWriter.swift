extension JSON {
  /// The value in one line of UTF-8, without white space.
  public var bytes: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(256)
    write(to: &output)
    return output
  }

  /// The value in one line, without white space.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value with two-space indentation and no final newline: for files and people.
  public var prettyText: String {
    var output: [UInt8] = []
    writePretty(to: &output, indent: 0)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends the compact form to `output`.
  public func write(to output: inout [UInt8]) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .int(let value): JSONWriter.write(value, to: &output)
    case .number(let number): output.append(contentsOf: number.literal.utf8)
    case .string(let string): JSONWriter.write(string, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      var first = true
      for element in elements {
        if !first { output.append(UInt8(ascii: ",")) }
        first = false
        element.write(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      var first = true
      for member in object.members {
        if !first { output.append(UInt8(ascii: ",")) }
        first = false
        JSONWriter.write(member.key, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private func writePretty(to output: inout [UInt8], indent: Int) {
    func newline(_ depth: Int) {
      output.append(0x0a)
      output.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }
    switch self {
    case .array(let elements) where !elements.isEmpty:
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        newline(indent + 1)
        element.writePretty(to: &output, indent: indent + 1)
      }
      newline(indent)
      output.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      output.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        newline(indent + 1)
        JSONWriter.write(member.key, to: &output)
        output.append(contentsOf: ": ".utf8)
        member.value.writePretty(to: &output, indent: indent + 1)
      }
      newline(indent)
      output.append(UInt8(ascii: "}"))
    default: write(to: &output)
    }
  }
}

/// Spells strings and integers. Only what RFC 8259 demands is escaped: quote, backslash and the control
/// characters below 0x20; everything else goes out as UTF-8.
public enum JSONWriter {
  /// For each byte: 0 = as it is, 1 = `\u00XX`, else the letter after the backslash.
  private static let escapes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in 0..<0x20 { table[byte] = 1 }
    for (byte, letter) in [
      (0x22, "\""), (0x5c, "\\"), (0x0a, "n"), (0x09, "t"), (0x0d, "r"), (8, "b"), (12, "f"),
    ] {
      table[byte] = letter.utf8.first!
    }
    return table
  }()

  public static func write(_ string: String, to output: inout [UInt8]) {
    var string = string
    string.withUTF8 { text in
      output.append(UInt8(ascii: "\""))
      escapes.withUnsafeBufferPointer { table in
        var runStart = 0
        var index = 0
        while index < text.count {
          let escape = table[Int(text[index])]
          if escape != 0 {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
            appendEscape(escape, of: text[index], to: &output)
            runStart = index + 1
          }
          index += 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
      }
      output.append(UInt8(ascii: "\""))
    }
  }

  private static func appendEscape(_ escape: UInt8, of byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    guard escape == 1 else {
      output.append(escape)
      return
    }
    output.append(contentsOf: "u00".utf8)
    let digits = StaticString("0123456789abcdef").utf8Start
    output.append(digits[Int(byte >> 4)])
    output.append(digits[Int(byte & 15)])
  }

  public static func write(_ value: Int, to output: inout [UInt8]) {
    if (0..<10).contains(value) {
      output.append(0x30 + UInt8(value))
    } else {
      output.append(contentsOf: String(value).utf8)
    }
  }
}

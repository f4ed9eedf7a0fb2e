extension JSON {
  /// The value in one line of UTF-8, without white space.
  public var bytes: [UInt8] {
    var sink = ByteSink()
    sink.append(self)
    return Array(sink.bytes)
  }

  /// The value in one line, without white space.
  public var text: String {
    var sink = ByteSink()
    sink.append(self)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// The value with two-space indentation and no final newline: for files and people.
  public var prettyText: String {
    var output: [UInt8] = []
    writePretty(to: &output, indent: 0)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends the compact form to `output`.
  public func write(to output: inout [UInt8]) {
    var sink = ByteSink()
    sink.append(self)
    output.append(contentsOf: sink.bytes)
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

/// Spells single strings and integers, for those who put a line together themselves.
public enum JSONWriter {
  public static func write(_ string: String, to output: inout [UInt8]) {
    var sink = ByteSink()
    sink.append(string)
    output.append(contentsOf: sink.bytes)
  }

  public static func write(_ value: Int, to output: inout [UInt8]) {
    var sink = ByteSink()
    sink.append(value)
    output.append(contentsOf: sink.bytes)
  }
}

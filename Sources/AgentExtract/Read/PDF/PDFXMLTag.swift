/// The opening tag at the beginning of some bytes: `<NAME name="value" …>`.
struct PDFXMLTag {
  private var attributes: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []
  /// Where its `>` stands.
  private(set) var end: Int?

  init(_ bytes: ArraySlice<UInt8>) {
    attributes.reserveCapacity(8)
    var nameStart = bytes.startIndex
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: ">"):
        end = index
        return
      case UInt8(ascii: " "): nameStart = index + 1
      case UInt8(ascii: "="):
        guard index + 1 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "\""),
          let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "\""))
        else { return }
        attributes.append((bytes[nameStart..<index], bytes[(index + 2)..<close]))
        index = close
      default: break
      }
      index += 1
    }
  }

  private func value(_ name: StaticString) -> ArraySlice<UInt8>? {
    let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    return attributes.last { $0.name.elementsEqual(name) }?.value
  }

  func text(_ name: StaticString) -> String? { value(name).map(Self.decoded) }

  func number(_ name: StaticString) -> Double? {
    guard let value = value(name) else { return nil }
    var whole = 0
    for byte in value {
      guard (0x30...0x39).contains(byte), value.count < 16 else {
        return Double(String(decoding: value, as: UTF8.self)).flatMap { $0.magnitude < 1e9 ? $0 : nil }
      }
      whole = whole * 10 + Int(byte - 0x30)
    }
    return value.isEmpty ? nil : min(Double(whole), 1e9)
  }

  /// Text with the five named entities of XML and numeric ones resolved.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      guard let end = rest.prefix(12).firstIndex(of: ";") else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      let name = rest[rest.index(after: mark)..<end]
      rest = rest[rest.index(after: end)...]
      switch name {
      case "amp": result += "&"
      case "lt": result += "<"
      case "gt": result += ">"
      case "quot": result += "\""
      case "apos": result += "'"
      default:
        let code = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
        if let scalar = code.flatMap(Unicode.Scalar.init) { result.unicodeScalars.append(scalar) }
      }
    }
    return result + rest
  }
}

/// Text from outside between tags that mark it as data: `<document path="…">` … `</document>`. Whatever the
/// text holds, it does not end its element: a closing tag of the same name in it is spelled `&lt;/document`.
public enum DataElement {
  public enum Name: String, CaseIterable, Sendable {
    case document, memory, todo, message
    case workspaceNotes = "workspace_notes"
    case contextProvider = "context_provider"
    case hookContext = "hook_context"
  }

  public static func text(_ name: Name, attributes: [(String, String)], _ body: String) -> String {
    let marks = attributes.map { " \($0.0)=\"\(escape($0.1))\"" }.joined()
    return "<\(name.rawValue)\(marks)>\(contained(body, in: name))</\(name.rawValue)>"
  }

  /// An element taken apart, so that its body can be replaced.
  public struct Parts: Sendable {
    public let name: Name
    public let opening: String
    public let body: String

    public func with(body: String) -> String { opening + contained(body, in: name) + "</\(name.rawValue)>" }
  }

  /// Nil for a text that is not one element.
  public static func parts(of text: String) -> Parts? {
    for name in Name.allCases {
      let closing = "</\(name.rawValue)>".utf8.count
      guard text.hasPrefix("<\(name.rawValue)"), text.hasSuffix("</\(name.rawValue)>"),
        let end = openingEnd(text), end <= text.utf8.count - closing
      else { continue }
      let body = text.utf8.dropFirst(end).dropLast(closing)
      return Parts(
        name: name, opening: String(decoding: text.utf8.prefix(end), as: UTF8.self),
        body: String(decoding: body, as: UTF8.self))
    }
    return nil
  }

  /// Bytes of the opening tag: to the first `>` that is in no attribute.
  private static func openingEnd(_ text: String) -> Int? {
    var isQuoted = false
    for (index, byte) in text.utf8.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ">"), !isQuoted { return index + 1 }
    }
    return nil
  }

  /// The text with the `<` of each closing tag of that name escaped, blanks and capitals aside: to a model,
  /// `</ Document` is one, too.
  private static func contained(_ text: String, in name: Name) -> String {
    let bytes = Array(text.utf8)
    let wanted = Array(name.rawValue.utf8)
    var result: [UInt8] = []
    var copied = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") {
      guard let slash = nextMark(bytes, after: index), bytes[slash] == UInt8(ascii: "/"),
        let start = nextMark(bytes, after: slash)
      else { continue }
      let found = bytes[start...].prefix(wanted.count).map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
      guard found == wanted else { continue }
      result += bytes[copied..<index] + Array("&lt;".utf8)
      copied = index + 1
    }
    if copied == 0 { return text }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  /// The first place behind `index` that is not white space. At most 16 are passed over, so that a text of
  /// nothing but `<` and blanks takes no longer than another.
  private static func nextMark(_ bytes: [UInt8], after index: Int) -> Int? {
    let places = bytes.indices.dropFirst(index + 1)
    return places.prefix(17).first { ![0x20, 0x09, 0x0a, 0x0d].contains(bytes[$0]) }
  }

  private static func escape(_ value: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\n", "\r": result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

package import AgentCore

/// The path and query of a request line: RFC 3986.
package struct RequestTarget: Equatable {
  package var path: [String]
  package var query: [(name: String, value: String)]

  package static func == (left: RequestTarget, right: RequestTarget) -> Bool {
    left.path == right.path && left.query.elementsEqual(right.query) { $0 == $1 }
  }

  /// More parameters are nobody's.
  private static let parameterLimit = 64

  /// Only the form that begins with `/` is read: we are no proxy.
  package init(_ target: String) throws(AgentError) {
    let bytes = Array(target.utf8)
    guard bytes.first == UInt8(ascii: "/") else { throw Self.bad("the target must be a path") }
    // A fragment is never sent, and a byte that needs escaping is a mistake or an attack.
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "#") && $0 != 0x5c }) else {
      throw Self.bad("the target has bytes that must be escaped")
    }
    let question = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
    var segments: [String] = []
    for segment in bytes[1..<question].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let text = try Self.decode(segment, plusIsSpace: false)
      if text == "." || text == ".." { throw Self.bad("the path has dots") }
      segments.append(text)
    }
    // `/sessions/` is `/sessions`, and `/` is nothing.
    if segments.last == "" { segments.removeLast() }
    path = segments
    query = []
    guard question < bytes.endIndex else { return }
    for pair in bytes[(question + 1)...].split(separator: UInt8(ascii: "&")) {
      if query.count == Self.parameterLimit { throw Self.bad("there are too many parameters") }
      let cut = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      query.append(
        (
          try Self.decode(pair[..<cut], plusIsSpace: true),
          try Self.decode(pair[cut...].dropFirst(), plusIsSpace: true)
        ))
    }
  }

  private static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) throws(AgentError) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+"), plusIsSpace {
        decoded.append(0x20)
      } else if byte == UInt8(ascii: "%") {
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
          throw bad("an escape is cut")
        }
        decoded.append(high << 4 | low)
      } else {
        decoded.append(byte)
      }
    }
    guard !decoded.contains(0), let text = String(validating: decoded, as: UTF8.self) else {
      throw bad("the target is no UTF-8")
    }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func bad(_ message: String) -> AgentError {
    AgentError(.badRequest, message, status: 400)
  }
}

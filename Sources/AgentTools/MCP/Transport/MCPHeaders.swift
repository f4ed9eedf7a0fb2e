import AgentHTTP
import AgentJSON
import AgentSystem

/// The fields of a request's head by which proxies and servers know what is in its body (MCP, streamable
/// HTTP). Pure.
enum MCPHeaders {
  /// A text as the value of a field: what could not be sent as it stands is wrapped.
  static func value(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
    let isTrimmed = text.utf8.first != 0x20 && text.utf8.last != 0x20
    let isWrapped = text.hasPrefix("=?base64?") && text.hasSuffix("?=")
    return isPlain && isTrimmed && !isWrapped ? text : "=?base64?\(Base64.encode(Array(text.utf8)))?="
  }

  /// The arguments that a tool's schema wants to be seen in the head: properties with `x-mcp-header`.
  static func parameters(_ arguments: JSON, schema: JSON) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    func visit(_ schema: JSON, _ value: JSON, depth: Int) {
      guard depth < 16 else { return }
      for property in schema["properties"]?.object ?? [:] {
        guard let value = value[property.key] else { continue }
        if let token = property.value["x-mcp-header"]?.string, let text = Self.text(value) {
          found.append(("Mcp-Param-\(token)", Self.value(text)))
        }
        visit(property.value, value, depth: depth + 1)
      }
    }
    visit(schema, arguments, depth: 0)
    return found
  }

  private static func text(_ value: JSON) -> String? {
    switch value {
    case .string(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .number(let number): number.literal
    default: nil
    }
  }
}

import AgentCore
import AgentSystem

/// Fills variables into the texts of a server's settings: `${NAME}`, or `${NAME:-otherwise}`. So a token can stay
/// out of the file. Pure.
struct MCPExpansion {
  let environment: [String: String]
  /// For messages: the server that the texts belong to.
  let server: String

  /// - Throws: 78 for a variable that is not set and has no other value.
  func fill(_ text: String) throws(AgentError) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstRange(bytes: "${") {
      filled += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let (word, after) = rest.cut(byte: "}") else {
        throw AgentError(.config, "'${' without '}'", object: "mcp_servers.\(server)")
      }
      rest = after
      let parts = word.firstRange(bytes: ":-")
      let name = String(parts.map { word[..<$0.lowerBound] } ?? word)
      if let value = environment[name], !value.isEmpty {
        filled += value
      } else if let parts {
        filled += word[parts.upperBound...]
      } else {
        throw AgentError(.config, "the variable '\(name)' is not set", object: "mcp_servers.\(server)")
      }
    }
    return filled + rest
  }

  /// The same for a path or an argument, in which a leading `~/` is the home directory.
  func path(_ text: String) throws(AgentError) -> String {
    let filled = try fill(text)
    guard filled.hasPrefix(bytes: "~/"), let home = environment["HOME"], !home.isEmpty else { return filled }
    return home + filled.dropFirst()
  }
}

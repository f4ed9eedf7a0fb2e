import AgentCore
import AgentJSON
import AgentSystem

/// The arguments of a call as a shell spells them: one JSON object, or `NAME=VALUE` words. Pure.
enum CallArguments {
  /// - Throws: 64 for what is neither.
  static func parse(_ words: [String], schema: JSON) throws(AgentError) -> JSON {
    if words.count == 1, words[0].drop(while: \.isWhitespace).hasPrefix(bytes: "{") {
      do {
        return try JSON(parsing: words[0], depthLimit: 64)
      } catch {
        throw AgentError(.usage, "the arguments are not JSON: \(error)")
      }
    }
    var arguments = JSONObject()
    for word in words {
      guard let (name, text) = word.cut(byte: "="), !name.isEmpty else {
        throw AgentError(.usage, "expected NAME=VALUE or one JSON object", object: word)
      }
      arguments[String(name)] = value(String(text), of: String(name), schema)
    }
    return .object(arguments)
  }

  /// What looks like JSON is that, unless the schema wants a string.
  private static func value(_ text: String, of name: String, _ schema: JSON) -> JSON {
    let type = schema["properties"]?[name]?["type"]
    if type == "string" { return .string(text) }
    return (try? JSON(parsing: text, depthLimit: 64)) ?? .string(text)
  }
}

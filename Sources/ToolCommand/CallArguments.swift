import AgentCore
import AgentJSON

/// The arguments of a call as a shell spells them: one JSON object, or `NAME=VALUE` words. Pure.
enum CallArguments {
  /// - Throws: 64 for what is neither.
  static func parse(_ words: [String], schema: JSON) throws(AgentError) -> JSON {
    if words.count == 1, words[0].drop(while: \.isWhitespace).hasPrefix("{") {
      do {
        return try JSON(parsing: words[0], depthLimit: 64)
      } catch {
        throw AgentError(.usage, "the arguments are not JSON: \(error)")
      }
    }
    var arguments = JSONObject()
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
        throw AgentError(.usage, "expected NAME=VALUE or one JSON object", object: word)
      }
      let name = String(word[..<equals])
      arguments[name] = value(String(word[word.index(after: equals)...]), of: name, schema)
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

import AgentCore
import AgentJSON
import AgentSystem

/// What `set` was told: `KEY VALUE`, `KEY=VALUE`, or any number of either.
enum Assignments {
  typealias Assignment = (key: ConfigurationKey, value: JSON)

  /// A word with `=` is a whole assignment, since no key has one in its name; any other word is a key whose
  /// value is the next word.
  /// - Throws: 64 when a value is missing, 78 on an unknown key or a value of the wrong type.
  static func parse(_ words: [String]) throws(AgentError) -> [Assignment] {
    var assignments: [Assignment] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      let name: String
      let text: String
      if let (before, after) = word.cut(byte: "=") {
        (name, text) = (String(before), String(after))
      } else if let value = rest.popFirst() {
        name = word
        text = value
      } else {
        throw AgentError(
          .usage, "a value is missing", object: word, hint: "agent-config set \(word) VALUE")
      }
      let key = try SettingText.key(name)
      let value = Configuration.parseValue(text, for: key)
      if let reason = key.refusal(of: value) {
        throw AgentError(.config, "\(reason), not \(value.text)", object: name)
      }
      if key.name == "profiles", let problem = ConfigurationProblem.all(in: ["profiles": value]).first {
        throw AgentError(.config, problem.reason, object: problem.key)
      }
      assignments.append((key, value))
    }
    return assignments
  }

  /// Puts the values into the settings; null takes the key out, which leaves its default in force.
  static func apply(_ assignments: [Assignment], to values: inout JSONObject) {
    for (key, value) in assignments { values[key.name] = value.isNull ? JSON?.none : value }
  }
}

import AgentJSON
import AgentSystem

/// The arguments object as options and operands, the way llm-functions hands it to a script. Pure.
enum ArgumentVector {
  /// `{"days":3,"all":true,"tag":["a","b"],"max_size":1}` gives `--days 3 --all --tag a --tag b --max-size 1`;
  /// operands follow, behind `--` where one of them begins with a dash. What is null or false is left out.
  static func make(_ arguments: JSON, operands: [String]) -> [String] {
    var options: [String] = []
    for member in arguments.object ?? [:] where !operands.contains(member.key) {
      let option = "--" + member.key.replacing(bytes: "_", with: "-")
      switch member.value {
      case .null, .bool(false): break
      case .bool(true): options.append(option)
      case .array(let values): for value in values { options += [option, text(value)] }
      default: options += [option, text(member.value)]
      }
    }
    let rest = operands.flatMap { name -> [String] in
      switch arguments[name] ?? .null {
      case .null: []
      case .array(let values): values.map(text)
      case let value: [text(value)]
      }
    }
    return options + (rest.contains { $0.hasPrefix(bytes: "-") } ? ["--"] : []) + rest
  }

  private static func text(_ value: JSON) -> String { value.string ?? value.text }
}

import AgentJSON
import AgentTools

/// How a tool is told: to programs as the members of its record, to people in a line.
enum ToolText {
  static func members(_ entry: ToolInventory.Entry) -> JSONObject {
    var members = members(entry.tool.description)
    members.append("origin", .string(entry.origin.rawValue))
    members.append("plugin", ifPresent: entry.plugin.map(JSON.string))
    members.append("state", .string(state(entry.lack)))
    if case .off(let key) = entry.lack { members.append("reason", .string(key.rawValue)) }
    members.append("path", ifPresent: entry.path.map(JSON.string))
    return members
  }

  static func state(_ lack: ToolInventory.Entry.Lack?) -> String {
    switch lack {
    case nil: "ready"
    case .readOnly: "needs -w"
    case .off: "off"
    }
  }

  /// What a tool lacks, before its description in a line for people.
  static func mark(_ lack: ToolInventory.Entry.Lack?) -> String {
    switch lack {
    case nil: ""
    case .readOnly: "with -w: "
    case .off(let key): "off (\(key.rawValue)): "
    }
  }

  static func members(_ tool: ToolDescription) -> JSONObject {
    var members: JSONObject = [
      "name": .string(tool.name), "description": .string(tool.description), "parameters": tool.parameters,
      "side_effects": .string(tool.sideEffects.rawValue), "item": .string(tool.itemType),
    ]
    members.append("timeout", ifPresent: tool.timeout.map { JSON(Double($0) / 1000) })
    if !tool.exec.isEmpty { members.append("exec", .array(tool.exec.map(JSON.string))) }
    return members
  }

  static func firstSentence(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    guard let end = line.firstIndex(where: { $0 == "." || $0 == ";" }) else { return String(line) }
    return String(line[..<end])
  }
}

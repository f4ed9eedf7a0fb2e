public import AgentCore
public import AgentJSON

/// What a command is given that is called as a tool of agent-turn: one JSON object on standard input.
public struct ToolArguments: Sendable {
  public let json: JSON

  /// - Throws: 64 where that is no JSON object.
  public init(from context: CommandContext) throws(AgentError) {
    let bytes = try context.readInputBytes(limit: 16 << 20)
    do throws(JSONError) {
      json = try JSON(parsing: bytes)
    } catch {
      throw AgentError(.usage, "the arguments are not JSON: \(error)")
    }
    if json.object == nil { throw AgentError(.usage, "the arguments are no JSON object") }
  }

  public subscript(name: String) -> JSON? { json[name] }

  /// An argument that must be there and say something.
  public func text(_ name: String) throws(AgentError) -> String {
    if let text = self[name]?.string, !text.isEmpty { return text }
    throw AgentError(.usage, "the argument '\(name)' is missing")
  }

  /// A text that may be left out; an empty one is none.
  public func optionalText(_ name: String) -> String? {
    self[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}

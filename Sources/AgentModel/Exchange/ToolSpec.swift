public import AgentJSON

/// A tool as it is offered to a model.
public struct ToolSpec: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Called with one JSON object that satisfies a schema.
    case function
    /// Called with free text; `format` is the Responses API's `{"type":"grammar",…}`, or nil for any text.
    case custom(format: JSON?)
  }

  public var name: String
  public var description: String
  /// The JSON Schema of the arguments; for custom tools of no meaning.
  public var parameters: JSON
  public var kind: Kind
  /// Whether the server must hold the arguments to the schema. Needs a schema in which every property is
  /// required and no others are allowed.
  public var isStrict: Bool

  public init(
    name: String, description: String, parameters: JSON = ["type": "object", "properties": [:]],
    kind: Kind = .function, isStrict: Bool = false
  ) {
    self.name = name
    self.description = description
    self.parameters = parameters
    self.kind = kind
    self.isStrict = isStrict
  }
}

/// Whether the model may, must not or must call a tool.
public enum ToolChoice: String, Sendable, CaseIterable {
  case auto, none, required
}

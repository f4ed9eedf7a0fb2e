public import AgentCore
public import AgentJSON

/// What an extension says of itself, from a description file, its comments or its own mouth: agent-tools(5).
public struct ExtensionDescription: Sendable, Equatable {
  /// How arguments reach the program.
  public enum Input: String, Sendable {
    /// One JSON object on standard input.
    case json
    /// Options and operands.
    case argv
    /// The text of the one argument on standard input.
    case raw
  }

  /// What standard output is.
  public enum Output: String, Sendable {
    case text, json, parts
  }

  /// What a description file may ask for beyond the turn's sandbox.
  public struct Grants: Sendable, Equatable {
    public var network = false
    public var readable: [String] = []
    public var writable: [String] = []
    /// No sandbox at all; only for descriptions of the installation.
    public var unconfined = false

    public var isEmpty: Bool { self == Grants() }
  }

  public var tool: ToolDescription
  /// The class that was declared; nil where nothing was.
  public var declaredEffects: ToolDescription.SideEffects?
  public var input = Input.json
  public var output = Output.text
  /// Where it runs; nil for the workspace.
  public var directory: String?
  /// Variables that it is to have.
  public var variables: [String] = []
  public var keepsAlive = false
  /// Milliseconds for which a provider's answer is good.
  public var timeToLive: Int?
  public var grants = Grants()
  /// The plugin that it belongs to, as settings name it; nil for none.
  public var plugin: String?
  /// What a provider needs to have anything to say; nil where it is always asked.
  public var condition: ExtensionCondition?
  /// Of the arguments, those that are operands of `argv`, in order.
  public var operands: [String] = []

  public init(_ tool: ToolDescription) { self.tool = tool }

  /// Reads one object.
  /// - Parameters:
  ///   - name: what it is called where the object does not say.
  ///   - source: the file, for messages.
  ///   - needsProgram: whether the object must say what to run.
  public init(parsing object: JSON, name: String, source: String, needsProgram: Bool) throws(AgentError) {
    guard var members = object.object else { throw Self.bad("is no JSON object", source) }
    if members["name"] == nil { members.append("name", .string(name)) }
    let isCustom = members["type"]?.string == "custom"
    if let type = members["type"], type.string != "function", !isCustom {
      throw Self.bad("'type' must be function or custom", source)
    }
    if isCustom { members["parameters"] = Self.rawParameters }
    self.init(try ToolDescription(parsing: .object(members), source: source, needsProgram: needsProgram))
    declaredEffects = members["side_effects"] == nil ? nil : tool.sideEffects
    input = isCustom ? .raw : try Self.choice("input", in: members, source) ?? .json
    output = try Self.choice("output", in: members, source) ?? .text
    directory = try Self.text("cwd", in: members, source)
    variables = try Self.texts("env", in: members, source)
    for name in variables where !Self.isVariableName(name) {
      throw Self.bad("'env' has '\(name)', which is no name of a variable", source)
    }
    operands = try Self.texts("operands", in: members, source)
    keepsAlive = try Self.flag("keep_alive", in: members, source)
    if let ttl = members["ttl"] {
      guard let seconds = ttl.double, seconds >= 0, seconds <= 86_400 else {
        throw Self.bad("'ttl' must be a number of seconds up to a day", source)
      }
      timeToLive = Int(seconds * 1000)
    }
    if let net = try Self.text("net", in: members, source) {
      guard net == "host" || net == "none" else { throw Self.bad("'net' must be none or host", source) }
      grants.network = net == "host"
    }
    grants.readable = try Self.texts("readable", in: members, source)
    grants.writable = try Self.texts("writable", in: members, source)
    if let confine = try Self.text("confine", in: members, source) {
      guard confine == "none" || confine == "sandbox" else {
        throw Self.bad("'confine' must be sandbox or none", source)
      }
      grants.unconfined = confine == "none"
    }
    plugin = try Self.text("plugin", in: members, source)
    if let plugin, !ToolDescription.isValidName(plugin) { throw Self.bad("'plugin' must be a name", source) }
    if let when = members["when"] {
      switch ExtensionCondition.parse(when) {
      case .success(let parsed): condition = parsed
      case .failure(let refusal): throw Self.bad(refusal.reason, source)
      }
    }
    if input == .raw, !isCustom, operands.isEmpty, Self.onlyText(tool.parameters) == nil {
      throw Self.bad("'input' raw needs 'parameters' with one string", source)
    }
    try Self.checkSchema(tool.parameters, source)
  }

  /// What a custom tool takes: its text.
  static let rawParameters: JSON = [
    "type": "object", "properties": ["input": ["type": "string"]], "required": ["input"],
    "additionalProperties": false,
  ]

  /// The name of the only argument, where that is a string.
  static func onlyText(_ parameters: JSON) -> String? {
    guard let properties = parameters["properties"]?.object, properties.count == 1,
      let member = properties.members.first, member.value["type"]?.string == "string"
    else { return nil }
    return member.key
  }

  /// A schema that a value cannot be held against is refused here, where its author sees it.
  private static func checkSchema(_ schema: JSON, _ source: String) throws(AgentError) {
    guard schema["type"]?.string == "object" else {
      throw bad("'parameters' must be a JSON Schema of type object", source)
    }
    if let properties = schema["properties"] {
      guard let members = properties.object, members.members.allSatisfy({ $0.value.object != nil }) else {
        throw bad("'properties' must be an object of schemas", source)
      }
    }
    if let required = schema["required"] {
      guard let names = required.array, names.allSatisfy({ $0.string != nil }) else {
        throw bad("'required' must be a list of names", source)
      }
    }
    let broken = JSONSchema(schema, stepLimit: 10_000).violations(of: [:]).first {
      $0.message.contains("$ref")
    }
    if let broken { throw bad("'parameters': \(broken.message)", source) }
  }

  static func isVariableName(_ name: String) -> Bool {
    !name.isEmpty && !(0x30...0x39).contains(name.utf8.first ?? 0x30)
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
          || byte == 0x5f
      }
  }

  private static func bad(_ why: String, _ source: String) -> AgentError {
    AgentError(.config, "not a tool description: \(why)", object: source)
  }

  private static func choice<Choice: RawRepresentable<String>>(
    _ key: String, in object: JSONObject, _ source: String
  ) throws(AgentError) -> Choice? {
    guard let value = object[key] else { return nil }
    guard let choice = value.string.flatMap(Choice.init(rawValue:)) else {
      throw bad("'\(key)' has a value that it cannot have", source)
    }
    return choice
  }

  private static func text(_ key: String, in object: JSONObject, _ source: String) throws(AgentError)
    -> String?
  {
    guard let value = object[key] else { return nil }
    guard let text = value.string, !text.isEmpty else { throw bad("'\(key)' must be a string", source) }
    return text
  }

  private static func texts(_ key: String, in object: JSONObject, _ source: String) throws(AgentError)
    -> [String]
  {
    guard let value = object[key] else { return [] }
    guard let list = value.array, list.allSatisfy({ $0.string?.isEmpty == false }) else {
      throw bad("'\(key)' must be a list of strings", source)
    }
    return list.compactMap(\.string)
  }

  private static func flag(_ key: String, in object: JSONObject, _ source: String) throws(AgentError) -> Bool
  {
    guard let value = object[key] else { return false }
    guard let flag = value.bool else { throw bad("'\(key)' must be true or false", source) }
    return flag
  }
}
